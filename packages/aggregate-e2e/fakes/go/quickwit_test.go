package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	traces "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
)

func TestQuickwitRefuses(t *testing.T) {
	const store = "storage: { s3: { endpoint: 'http://minio:9000', region: us-east-1 } }\n"
	const on = "indexer: { enable_otlp_endpoint: true }\njaeger: { enable_endpoint: true }\n"
	for intent, test := range map[string]struct{ config, problem string }{
		"indexes on a volume":      {store + on + "default_index_root_uri: file:///data", "must name one place in a bucket"},
		"a metastore elsewhere":    {store + on + "default_index_root_uri: s3://a/b\nmetastore_uri: s3://c/b", "must name one place"},
		"to be without OTLP":       {store + "default_index_root_uri: s3://a/b\nmetastore_uri: s3://a/b", "must be true"},
		"to be without a store":    {on + "default_index_root_uri: s3://a/b\nmetastore_uri: s3://a/b", "storage.s3"},
		"what is no configuration": {"- a", "QW_CONFIG"},
	} {
		t.Run(intent, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "quickwit.yaml")
			if err := os.WriteFile(file, []byte(test.config), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := quickwit(func(string) string { return file })
			if err == nil || !strings.Contains(err.Error(), test.problem) {
				t.Errorf("found %v, want %q", err, test.problem)
			}
		})
	}
}

func TestQuickwitHasNoOtherIndex(t *testing.T) {
	receiver := &traceReceiver{store: &indexes{}}
	ctx := metadata.NewIncomingContext(context.Background(), metadata.Pairs(traceIndexHeader, "other"))
	if _, err := receiver.Export(ctx, &traces.ExportTraceServiceRequest{}); status.Code(err) != codes.NotFound {
		t.Errorf("found %v, want that there is no such index", err)
	}
}
