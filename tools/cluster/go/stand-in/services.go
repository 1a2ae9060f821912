package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	traces "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	common "go.opentelemetry.io/proto/otlp/common/v1"
	resource "go.opentelemetry.io/proto/otlp/resource/v1"
	spans "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
)

// notCounted is of clients that leave nothing behind.
type notCounted struct{}

func (notCounted) count(context.Context) (int64, error) { return 0, nil }
func (notCounted) close()                               {}

// grpcHealth asks a gRPC server whether it is well.
type grpcHealth struct {
	notCounted
	address    string
	connection *grpc.ClientConn
}

func (g *grpcHealth) use(ctx context.Context) (err error) {
	if g.connection == nil {
		if g.connection, err = dial(g.address); err != nil {
			return err
		}
	}
	_, err = healthpb.NewHealthClient(g.connection).Check(ctx, &healthpb.HealthCheckRequest{})
	return err
}

// exporter sends a span.
type exporter struct {
	notCounted
	address    string
	service    string
	connection *grpc.ClientConn
}

func (e *exporter) use(ctx context.Context) (err error) {
	if e.connection == nil {
		if e.connection, err = dial(e.address); err != nil {
			return err
		}
	}
	name := &common.KeyValue{Key: "service.name", Value: &common.AnyValue{Value: &common.AnyValue_StringValue{StringValue: e.service}}}
	span := &spans.Span{TraceId: []byte("0123456789abcdef"), SpanId: []byte("01234567"), Name: "tick", StartTimeUnixNano: 1, EndTimeUnixNano: 2}
	_, err = traces.NewTraceServiceClient(e.connection).Export(ctx, &traces.ExportTraceServiceRequest{
		ResourceSpans: []*spans.ResourceSpans{{
			Resource:   &resource.Resource{Attributes: []*common.KeyValue{name}},
			ScopeSpans: []*spans.ScopeSpans{{Spans: []*spans.Span{span}}},
		}},
	})
	return err
}

func dial(address string) (*grpc.ClientConn, error) {
	return grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
}

// discovery reads what an OpenID provider says of itself: it must be the issuer that was asked.
type discovery struct {
	notCounted
	issuer string
}

func (d *discovery) use(ctx context.Context) error {
	response, err := get(ctx, strings.TrimSuffix(d.issuer, "/")+"/.well-known/openid-configuration")
	if err != nil {
		return err
	}
	defer response.Body.Close()
	var provider struct {
		Issuer string `json:"issuer"`
	}
	if err := json.NewDecoder(response.Body).Decode(&provider); err != nil {
		return err
	}
	if provider.Issuer != d.issuer {
		return fmt.Errorf("the provider calls itself %s, not %s", provider.Issuer, d.issuer)
	}
	return nil
}

// page asks for a page.
type page struct {
	notCounted
	address string
}

func (p *page) use(ctx context.Context) error {
	response, err := get(ctx, p.address)
	if err == nil {
		response.Body.Close()
	}
	return err
}

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
