package main

import (
	"net/http"

	"google.golang.org/grpc"
)

// program is what a stand-in does beside what its contract says.
type program struct {
	dependencies []*dependency
	// register adds services to its gRPC ports, beside health.
	register func(*grpc.Server)
	// pages are those of its HTTP ports beside probes, metrics and the report.
	pages map[string]http.HandlerFunc
	// report tells more than what came of the dependencies.
	report func() map[string]usage
}

// usage is a line of a report.
type usage struct {
	Problem      string `json:"problem,omitempty"`
	Acknowledged int64  `json:"acknowledged"`
	Found        int64  `json:"found"`
}

// programOf says what the program of a container does, with what its environment tells it to use.
func programOf(c contract, getenv func(string) string) program {
	return program{dependencies: dependenciesOf(getenv, c)}
}
