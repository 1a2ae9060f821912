package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync/atomic"

	logs "go.opentelemetry.io/proto/otlp/collector/logs/v1"
	traces "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	"google.golang.org/grpc"
	"google.golang.org/grpc/health"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
)

// serve listens on every port of the contract. A port whose name contains "grpc" speaks gRPC: health, and OTLP for who is sent
// traces and logs; every other one speaks HTTP.
func serve(c contract, dependencies []*dependency) error {
	received := &receiver{}
	for name, port := range c.Ports {
		if strings.Contains(name, "grpc") {
			register := func(server *grpc.Server) {
				healthpb.RegisterHealthServer(server, health.NewServer())
				traces.RegisterTraceServiceServer(server, received)
				logs.RegisterLogsServiceServer(server, logReceiver{receiver: received})
			}
			if err := listenGrpc(port.Number, register); err != nil {
				return err
			}
			continue
		}
		mux := http.NewServeMux()
		// Two probes may ask the same path.
		asksDependencies := map[string]bool{}
		for kind, probe := range c.Probes {
			if probe.Port == name {
				asksDependencies[probe.Path] = asksDependencies[probe.Path] || kind == "readiness"
			}
		}
		for path, isReadiness := range asksDependencies {
			mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) { answerProbe(w, isReadiness, dependencies) })
		}
		if c.Metrics.Port == name {
			mux.HandleFunc(c.Metrics.Path, func(w http.ResponseWriter, _ *http.Request) { writeMetrics(w, dependencies, received) })
		}
		mux.HandleFunc("/stand-in/report", func(w http.ResponseWriter, _ *http.Request) { writeReport(w, dependencies, received) })
		listener, err := net.Listen("tcp", fmt.Sprintf(":%d", port.Number))
		if err != nil {
			return err
		}
		go http.Serve(listener, mux)
	}
	return nil
}

// answerProbe says that the program lives and, when asked whether it is ready, which dependency it needs and lacks.
func answerProbe(w http.ResponseWriter, isReadiness bool, dependencies []*dependency) {
	for _, dependency := range dependencies {
		if reason := dependency.problem(); isReadiness && dependency.needed && reason != "" {
			http.Error(w, dependency.name+": "+reason, http.StatusServiceUnavailable)
			return
		}
	}
	fmt.Fprintln(w, "ok")
}

func writeMetrics(w http.ResponseWriter, dependencies []*dependency, received *receiver) {
	fmt.Fprintf(w, "stand_in_received_total %d\n", received.traces.Load()+received.logs.Load())
	for _, dependency := range dependencies {
		up := 1
		if dependency.problem() != "" {
			up = 0
		}
		fmt.Fprintf(w, "stand_in_dependency_up{name=%q} %d\n", dependency.name, up)
	}
}

// writeReport tells what was acknowledged by whom and, read back now, what is still there.
func writeReport(w http.ResponseWriter, dependencies []*dependency, received *receiver) {
	type line struct {
		Problem      string `json:"problem,omitempty"`
		Acknowledged int64  `json:"acknowledged"`
		Found        int64  `json:"found"`
	}
	report := map[string]line{"received": {Acknowledged: received.traces.Load(), Found: received.logs.Load()}}
	for _, dependency := range dependencies {
		acknowledged := dependency.acknowledged.Load()
		found, err := dependency.count()
		entry := line{Problem: dependency.problem(), Acknowledged: acknowledged, Found: found}
		if err != nil {
			entry.Problem = err.Error()
		}
		report[dependency.name] = entry
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(report)
}

// receiver counts what arrives by OTLP.
type receiver struct {
	traces.UnimplementedTraceServiceServer
	traces atomic.Int64
	logs   atomic.Int64
}

func (r *receiver) Export(_ context.Context, _ *traces.ExportTraceServiceRequest) (*traces.ExportTraceServiceResponse, error) {
	r.traces.Add(1)
	return &traces.ExportTraceServiceResponse{}, nil
}

type logReceiver struct {
	logs.UnimplementedLogsServiceServer
	receiver *receiver
}

func (r logReceiver) Export(_ context.Context, _ *logs.ExportLogsServiceRequest) (*logs.ExportLogsServiceResponse, error) {
	r.receiver.logs.Add(1)
	return &logs.ExportLogsServiceResponse{}, nil
}
