package main

import (
	"fmt"
	"net/http"

	"google.golang.org/grpc"
)

// program is what a fake does beside what its contract says.
type program struct {
	dependencies []*dependency
	// register adds services to its gRPC ports, beside health.
	register func(*grpc.Server)
	// pages are those of its HTTP ports beside probes, metrics and the report.
	pages map[string]http.HandlerFunc
	// serverOptions are those of its gRPC servers, such as a check of the API key.
	serverOptions []grpc.ServerOption
	// metrics are those of the real program that the chart's rules and dashboards use, as text.
	metrics func() string
	// report adds lines to those of the dependencies.
	report func() map[string]usage
}

// usage is a line of a report.
type usage struct {
	Problem      string `json:"problem,omitempty"`
	Acknowledged int64  `json:"acknowledged"`
	Found        int64  `json:"found"`
}

// programOf says what the program of a container does, with what its environment and its files tell it to use.
func programOf(c contract, getenv func(string) string) (program, error) {
	switch c.Container {
	case "qdrant":
		return qdrantServer(getenv)
	case "quickwit":
		return quickwit(getenv)
	case "grafana":
		return grafana("/etc/grafana/provisioning")
	default:
		return program{}, fmt.Errorf("there is no fake of %s", c.Container)
	}
}
