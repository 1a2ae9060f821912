package main

import (
	"context"
	"crypto/rand"
	"time"

	logs "go.opentelemetry.io/proto/otlp/collector/logs/v1"
	metrics "go.opentelemetry.io/proto/otlp/collector/metrics/v1"
	traces "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	common "go.opentelemetry.io/proto/otlp/common/v1"
	logrecords "go.opentelemetry.io/proto/otlp/logs/v1"
	points "go.opentelemetry.io/proto/otlp/metrics/v1"
	resource "go.opentelemetry.io/proto/otlp/resource/v1"
	spans "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/grpc"
)

// exporter sends a span and a log record by OTLP, and a metric unless the program is scraped.
type exporter struct {
	notCounted
	address       string
	service       string
	pushesMetrics bool
	sent          int64
	connection    *grpc.ClientConn
}

func (e *exporter) use(ctx context.Context) (err error) {
	if e.connection == nil {
		if e.connection, err = dial(e.address); err != nil {
			return err
		}
	}
	now := uint64(time.Now().UnixNano())
	from := &resource.Resource{Attributes: []*common.KeyValue{{Key: "service.name", Value: text(e.service)}}}
	id := make([]byte, 24)
	rand.Read(id)
	span := &spans.Span{TraceId: id[:16], SpanId: id[16:], Name: "tick", StartTimeUnixNano: now - 1000, EndTimeUnixNano: now}
	_, err = traces.NewTraceServiceClient(e.connection).Export(ctx, &traces.ExportTraceServiceRequest{
		ResourceSpans: []*spans.ResourceSpans{{Resource: from, ScopeSpans: []*spans.ScopeSpans{{Spans: []*spans.Span{span}}}}},
	})
	if err != nil {
		return err
	}
	record := &logrecords.LogRecord{TimeUnixNano: now, SeverityText: "INFO", Body: text("tick"), TraceId: id[:16], SpanId: id[16:]}
	_, err = logs.NewLogsServiceClient(e.connection).Export(ctx, &logs.ExportLogsServiceRequest{
		ResourceLogs: []*logrecords.ResourceLogs{{
			Resource: from, ScopeLogs: []*logrecords.ScopeLogs{{LogRecords: []*logrecords.LogRecord{record}}},
		}},
	})
	if err != nil || !e.pushesMetrics {
		return err
	}
	e.sent++
	sum := &points.Sum{
		AggregationTemporality: points.AggregationTemporality_AGGREGATION_TEMPORALITY_CUMULATIVE,
		IsMonotonic:            true,
		DataPoints:             []*points.NumberDataPoint{{TimeUnixNano: now, Value: &points.NumberDataPoint_AsInt{AsInt: e.sent}}},
	}
	ticks := &points.Metric{Name: "stand_in.ticks", Data: &points.Metric_Sum{Sum: sum}}
	_, err = metrics.NewMetricsServiceClient(e.connection).Export(ctx, &metrics.ExportMetricsServiceRequest{
		ResourceMetrics: []*points.ResourceMetrics{{
			Resource: from, ScopeMetrics: []*points.ScopeMetrics{{Metrics: []*points.Metric{ticks}}},
		}},
	})
	return err
}

func text(value string) *common.AnyValue {
	return &common.AnyValue{Value: &common.AnyValue_StringValue{StringValue: value}}
}
