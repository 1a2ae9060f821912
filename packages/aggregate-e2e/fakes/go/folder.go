package main

import (
	"bytes"
	"context"
	"io"
	"path"

	"github.com/minio/minio-go/v7"
)

// folder is a part of a bucket.
type folder struct {
	client *minio.Client
	bucket string
	root   string
}

func (f *folder) put(ctx context.Context, name string, content []byte) error {
	_, err := f.client.PutObject(ctx, f.bucket, path.Join(f.root, name), bytes.NewReader(content), int64(len(content)), minio.PutObjectOptions{})
	return err
}

func (f *folder) get(ctx context.Context, name string) ([]byte, error) {
	object, err := f.client.GetObject(ctx, f.bucket, path.Join(f.root, name), minio.GetObjectOptions{})
	if err != nil {
		return nil, err
	}
	defer object.Close()
	return io.ReadAll(object)
}

func (f *folder) stat(ctx context.Context, name string) error {
	_, err := f.client.StatObject(ctx, f.bucket, path.Join(f.root, name), minio.StatObjectOptions{})
	return err
}

// list gives the names of all that lies in a folder within.
func (f *folder) list(ctx context.Context, within string) ([]string, error) {
	var names []string
	prefix := path.Join(f.root, within) + "/"
	for object := range f.client.ListObjects(ctx, f.bucket, minio.ListObjectsOptions{Prefix: prefix}) {
		if object.Err != nil {
			return nil, object.Err
		}
		names = append(names, object.Key[len(prefix):])
	}
	return names, nil
}
