package main

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"strings"

	"google.golang.org/grpc"
	"google.golang.org/grpc/health"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
)

// serve listens on every port of the contract. A port whose name contains "grpc" speaks gRPC, every other one HTTP.
func serve(c contract, p program) error {
	for name, port := range c.Ports {
		if strings.Contains(name, "grpc") {
			register := func(server *grpc.Server) {
				healthpb.RegisterHealthServer(server, health.NewServer())
				if p.register != nil {
					p.register(server)
				}
			}
			if err := listenGrpc(port.Number, register); err != nil {
				return err
			}
			continue
		}
		mux := http.NewServeMux()
		for path, page := range p.pages {
			mux.HandleFunc(path, page)
		}
		// Two probes may ask the same path.
		asksDependencies := map[string]bool{}
		for kind, probe := range c.Probes {
			if probe.Port == name {
				asksDependencies[probe.Path] = asksDependencies[probe.Path] || kind == "readiness"
			}
		}
		for path, isReadiness := range asksDependencies {
			mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) { answerProbe(w, isReadiness, p.dependencies) })
		}
		if c.Metrics.Port == name {
			mux.HandleFunc(c.Metrics.Path, func(w http.ResponseWriter, _ *http.Request) { writeMetrics(w, p.dependencies) })
		}
		mux.HandleFunc("/fake/report", func(w http.ResponseWriter, _ *http.Request) { writeReport(w, p) })
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

func writeMetrics(w http.ResponseWriter, dependencies []*dependency) {
	for _, dependency := range dependencies {
		up := 1
		if dependency.problem() != "" {
			up = 0
		}
		fmt.Fprintf(w, "stand_in_dependency_up{name=%q} %d\n", dependency.name, up)
	}
}

// writeReport tells what was acknowledged by whom and, read back now, what is still there.
func writeReport(w http.ResponseWriter, p program) {
	report := map[string]usage{}
	if p.report != nil {
		report = p.report()
	}
	for _, dependency := range p.dependencies {
		acknowledged := dependency.acknowledged.Load()
		found, err := dependency.count()
		entry := usage{Problem: dependency.problem(), Acknowledged: acknowledged, Found: found}
		if err != nil {
			entry.Problem = err.Error()
		}
		report[dependency.name] = entry
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(report)
}
