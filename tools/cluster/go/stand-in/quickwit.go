package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/minio/minio-go/v7"
	logs "go.opentelemetry.io/proto/otlp/collector/logs/v1"
	traces "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	resource "go.opentelemetry.io/proto/otlp/resource/v1"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	_ "google.golang.org/grpc/encoding/gzip" // What the collector sends is compressed.
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
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
	store := &indexes{client: client, bucket: root.Host, root: strings.Trim(root.Path, "/")}
	return program{
		dependencies: []*dependency{{name: "storage", toStart: true, needed: true, client: store}},
		register: func(server *grpc.Server) {
			traces.RegisterTraceServiceServer(server, &traceReceiver{store: store})
			logs.RegisterLogsServiceServer(server, &logReceiver{store: store})
		},
		pages: map[string]http.HandlerFunc{
			"/api/v1/" + traceIndex + "/jaeger/api/services": store.writeServices,
		},
		report: store.report,
	}, nil
}

// indexes are folders of the bucket. What is taken becomes an object before it is acknowledged; its name tells how many records
// of which services it holds.
type indexes struct {
	client *minio.Client
	bucket string
	root   string
	taken  atomic.Int64
}

// use writes the metastore, as Quickwit does when it starts and when an index changes.
func (i *indexes) use(ctx context.Context) error {
	return i.put(ctx, "manifest.json", []byte(`{"indexes":["`+logIndex+`","`+traceIndex+`"]}`))
}

// count tells how often the metastore is there.
func (i *indexes) count(ctx context.Context) (int64, error) {
	_, err := i.client.StatObject(ctx, i.bucket, path.Join(i.root, "manifest.json"), minio.StatObjectOptions{})
	if err != nil {
		return 0, err
	}
	return 1, nil
}

func (i *indexes) close() {}

func (i *indexes) put(ctx context.Context, name string, content []byte) error {
	_, err := i.client.PutObject(ctx, i.bucket, path.Join(i.root, name), bytes.NewReader(content), int64(len(content)), minio.PutObjectOptions{})
	return err
}

// take keeps a message that somebody sent for an index.
func (i *indexes) take(ctx context.Context, header, index string, message proto.Message, counts map[string]int) error {
	if incoming, _ := metadata.FromIncomingContext(ctx); len(incoming.Get(header)) > 0 && incoming.Get(header)[0] != index {
		return status.Errorf(codes.NotFound, "there is no index %s", incoming.Get(header)[0])
	}
	content, err := proto.Marshal(message)
	if err != nil {
		return status.Error(codes.InvalidArgument, err.Error())
	}
	parts := []string{fmt.Sprintf("%d-%d", time.Now().UnixNano(), i.taken.Add(1))}
	for service, count := range counts {
		parts = append(parts, fmt.Sprintf("%s.%d", service, count))
	}
	if err := i.put(ctx, path.Join(index, strings.Join(parts, "_")), content); err != nil {
		return status.Error(codes.Unavailable, err.Error())
	}
	return nil
}

// recordsOf counts the records of each service that an index holds.
func (i *indexes) recordsOf(ctx context.Context, index string) (map[string]int64, error) {
	counts := map[string]int64{}
	prefix := path.Join(i.root, index) + "/"
	for object := range i.client.ListObjects(ctx, i.bucket, minio.ListObjectsOptions{Prefix: prefix}) {
		if object.Err != nil {
			return nil, object.Err
		}
		for _, part := range strings.Split(object.Key, "_")[strings.Count(prefix, "_")+1:] {
			service, text, _ := strings.Cut(part, ".")
			count, err := strconv.ParseInt(text, 10, 64)
			if err != nil {
				return nil, fmt.Errorf("%s is no object of an index", object.Key)
			}
			counts[service] += count
		}
	}
	return counts, nil
}

// report tells how many records of each service are kept, such as "traces of api".
func (i *indexes) report() map[string]usage {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	lines := map[string]usage{}
	for kind, index := range map[string]string{"traces": traceIndex, "logs": logIndex} {
		counts, err := i.recordsOf(ctx, index)
		if err != nil {
			lines[kind] = usage{Problem: err.Error()}
		}
		for service, count := range counts {
			lines[kind+" of "+service] = usage{Acknowledged: count, Found: count}
		}
	}
	return lines
}

// writeServices answers as Jaeger does, which is how Grafana asks for traces.
func (i *indexes) writeServices(w http.ResponseWriter, request *http.Request) {
	counts, err := i.recordsOf(request.Context(), traceIndex)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	services := []string{}
	for service := range counts {
		services = append(services, service)
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(map[string]any{"data": services, "total": len(services)})
}

type traceReceiver struct {
	traces.UnimplementedTraceServiceServer
	store *indexes
}

func (r *traceReceiver) Export(ctx context.Context, request *traces.ExportTraceServiceRequest) (*traces.ExportTraceServiceResponse, error) {
	counts := map[string]int{}
	for _, each := range request.ResourceSpans {
		for _, scope := range each.ScopeSpans {
			counts[serviceName(each.Resource)] += len(scope.Spans)
		}
	}
	return &traces.ExportTraceServiceResponse{}, r.store.take(ctx, traceIndexHeader, traceIndex, request, counts)
}

type logReceiver struct {
	logs.UnimplementedLogsServiceServer
	store *indexes
}

func (r *logReceiver) Export(ctx context.Context, request *logs.ExportLogsServiceRequest) (*logs.ExportLogsServiceResponse, error) {
	counts := map[string]int{}
	for _, each := range request.ResourceLogs {
		for _, scope := range each.ScopeLogs {
			counts[serviceName(each.Resource)] += len(scope.LogRecords)
		}
	}
	return &logs.ExportLogsServiceResponse{}, r.store.take(ctx, logIndexHeader, logIndex, request, counts)
}

func serviceName(from *resource.Resource) string {
	for _, attribute := range from.GetAttributes() {
		if attribute.Key == "service.name" {
			return attribute.Value.GetStringValue()
		}
	}
	return "unknown"
}
