package main

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"os"

	"github.com/jackc/pgx/v5"
	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// instance tells what this process wrote from what others did.
var instance, _ = os.Hostname()

// database logs in and inserts a row.
type database struct {
	address    string
	connection *pgx.Conn
}

func (d *database) connect(ctx context.Context) error {
	if d.connection != nil && !d.connection.IsClosed() {
		return nil
	}
	connection, err := pgx.Connect(ctx, d.address)
	if err != nil {
		return err
	}
	// Two that start at once may both try to create it: the second attempt finds it.
	const create = "CREATE TABLE IF NOT EXISTS stand_in (instance text, at timestamptz DEFAULT now())"
	if _, err = connection.Exec(ctx, create); err != nil {
		_, err = connection.Exec(ctx, create)
	}
	d.connection = connection
	return err
}

func (d *database) use(ctx context.Context) error {
	if err := d.connect(ctx); err != nil {
		return err
	}
	_, err := d.connection.Exec(ctx, "INSERT INTO stand_in (instance) VALUES ($1)", instance)
	return err
}

func (d *database) count(ctx context.Context) (int64, error) {
	connection, err := pgx.Connect(ctx, d.address)
	if err != nil {
		return 0, err
	}
	defer connection.Close(ctx)
	var found int64
	err = connection.QueryRow(ctx, "SELECT count(*) FROM stand_in WHERE instance = $1", instance).Scan(&found)
	return found, err
}

func (d *database) close() {
	if d.connection != nil {
		d.connection.Close(context.Background())
	}
}

// storage puts a file into the bucket. Workers learn the bucket from their jobs: they only log in.
type storage struct {
	client *minio.Client
	bucket string
	prefix string
	next   int
	err    error
}

func newStorage(address string, getenv func(string) string) client {
	client, err := newStoreClient(address, getenv("AWS_REGION"), getenv("S3_FORCE_PATH_STYLE") != "false", getenv)
	return &storage{client: client, bucket: getenv("S3_BUCKET_NAME"), prefix: "stand-in/" + instance + "/", err: err}
}

// newStoreClient logs in with the keys of the environment.
func newStoreClient(address, region string, pathStyle bool, getenv func(string) string) (*minio.Client, error) {
	parsed, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	lookup := minio.BucketLookupDNS
	if pathStyle {
		lookup = minio.BucketLookupPath
	}
	return minio.New(parsed.Host, &minio.Options{
		Creds:        credentials.NewStaticV4(getenv("AWS_ACCESS_KEY_ID"), getenv("AWS_SECRET_ACCESS_KEY"), ""),
		Secure:       parsed.Scheme == "https",
		Region:       region,
		BucketLookup: lookup,
	})
}

func (s *storage) use(ctx context.Context) error {
	if s.err != nil {
		return s.err
	}
	if s.bucket == "" {
		_, err := s.client.ListBuckets(ctx)
		return err
	}
	s.next++
	text := fmt.Appendf(nil, "file %d of %s", s.next, instance)
	_, err := s.client.PutObject(ctx, s.bucket, fmt.Sprintf("%s%d", s.prefix, s.next), bytes.NewReader(text), int64(len(text)), minio.PutObjectOptions{})
	return err
}

func (s *storage) count(ctx context.Context) (int64, error) {
	if s.err != nil || s.bucket == "" {
		return 0, s.err
	}
	var found int64
	for object := range s.client.ListObjects(ctx, s.bucket, minio.ListObjectsOptions{Prefix: s.prefix, Recursive: true}) {
		if object.Err != nil {
			return 0, object.Err
		}
		found++
	}
	return found, nil
}

func (s *storage) close() {}
