package main

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"

	logs "go.opentelemetry.io/proto/otlp/collector/logs/v1"
	traces "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	"google.golang.org/grpc"
	"gopkg.in/yaml.v3"
)

// quickwitConfig is what is read here of the configuration: https://quickwit.io/docs/configuration/node-config
type quickwitConfig struct {
	MetastoreURI string `yaml:"metastore_uri"`
	IndexRoot    string `yaml:"default_index_root_uri"`
	Storage      struct {
		S3 struct {
			Endpoint       string `yaml:"endpoint"`
			Region         string `yaml:"region"`
			ForcePathStyle bool   `yaml:"force_path_style_access"`
		} `yaml:"s3"`
	} `yaml:"storage"`
	Indexer struct {
		OTLP bool `yaml:"enable_otlp_endpoint"`
	} `yaml:"indexer"`
	Jaeger struct {
		Enabled bool `yaml:"enable_endpoint"`
	} `yaml:"jaeger"`
}

// The indexes that Quickwit makes for what it gets by OTLP, and the headers that name others.
const (
	traceIndex       = "otel-traces-v0_9"
	traceIndexHeader = "qw-otel-traces-index"
	logIndex         = "otel-logs-v0_9"
	logIndexHeader   = "qw-otel-logs-index"
)

// quickwit keeps its metastore and what it gets by OTLP in a bucket. It does not start without.
func quickwit(getenv func(string) string) (program, error) {
	var config quickwitConfig
	text, err := os.ReadFile(getenv("QW_CONFIG"))
	if err == nil {
		err = yaml.Unmarshal(text, &config)
	}
	if err != nil {
		return program{}, fmt.Errorf("QW_CONFIG: %w", err)
	}
	root, err := url.Parse(config.IndexRoot)
	if err != nil || root.Scheme != "s3" || config.MetastoreURI != config.IndexRoot {
		return program{}, fmt.Errorf("default_index_root_uri and metastore_uri must name one place in a bucket, not %s and %s", config.IndexRoot, config.MetastoreURI)
	}
	if !config.Indexer.OTLP || !config.Jaeger.Enabled {
		return program{}, fmt.Errorf("indexer.enable_otlp_endpoint and jaeger.enable_endpoint must be true: the chart uses both")
	}
	s3 := config.Storage.S3
	client, err := newStoreClient(s3.Endpoint, s3.Region, s3.ForcePathStyle, getenv)
	if err != nil {
		return program{}, fmt.Errorf("storage.s3: %w", err)
	}
	bucket := &folder{client: client, bucket: root.Host, root: strings.Trim(root.Path, "/")}
	metastore := &metastore{folder: bucket}
	store := &indexes{folder: bucket}
	return program{
		dependencies: []*dependency{{name: "storage", toStart: true, needed: true, client: metastore}},
		register: func(server *grpc.Server) {
			traces.RegisterTraceServiceServer(server, &traceReceiver{store: store})
			logs.RegisterLogsServiceServer(server, &logReceiver{store: store})
		},
		pages: map[string]http.HandlerFunc{
			indexesPath: metastore.serveIndex,
			"/api/v1/" + traceIndex + "/jaeger/api/services": store.writeServices,
		},
		report: store.report,
	}, nil
}
