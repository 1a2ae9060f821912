package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	logs "go.opentelemetry.io/proto/otlp/collector/logs/v1"
	traces "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	resource "go.opentelemetry.io/proto/otlp/resource/v1"
	"google.golang.org/grpc/codes"
	_ "google.golang.org/grpc/encoding/gzip" // What the collector sends is compressed.
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
)

// indexes are folders of the bucket. What is taken becomes an object before it is acknowledged; its name tells how many records
// of which services it holds.
type indexes struct {
	folder *folder
	taken  atomic.Int64
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
	if err := i.folder.put(ctx, path.Join(index, strings.Join(parts, "_")), content); err != nil {
		return status.Error(codes.Unavailable, err.Error())
	}
	return nil
}

// recordsOf counts the records of each service that an index holds.
func (i *indexes) recordsOf(ctx context.Context, index string) (map[string]int64, error) {
	names, err := i.folder.list(ctx, index)
	if err != nil {
		return nil, err
	}
	counts := map[string]int64{}
	for _, name := range names {
		for _, part := range strings.Split(name, "_")[1:] {
			service, text, _ := strings.Cut(part, ".")
			count, err := strconv.ParseInt(text, 10, 64)
			if err != nil {
				return nil, fmt.Errorf("%s is no object of an index", name)
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
