package main

import (
	"context"
	"fmt"
	"net/http"
	"net/url"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// notCounted is for clients that keep nothing.
type notCounted struct{}

func (notCounted) count(context.Context) (int64, error) { return 0, nil }
func (notCounted) close()                               {}

func get(ctx context.Context, address string) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	if response.StatusCode >= 300 {
		response.Body.Close()
		return nil, fmt.Errorf("%s answers with %s", address, response.Status)
	}
	return response, nil
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
