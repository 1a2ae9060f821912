package main

import (
	"google.golang.org/grpc"

	"local/infra-fakes/qdrant"
)

// qdrantServer keeps what it acknowledges in the directory that the environment names.
func qdrantServer(getenv func(string) string) (program, error) {
	server, err := qdrant.Open(getenv("QDRANT__STORAGE__STORAGE_PATH"), getenv("QDRANT__SERVICE__API_KEY"))
	if err != nil {
		return program{}, err
	}
	return program{
		register:      server.Register,
		serverOptions: []grpc.ServerOption{server.Authorize()},
		pages:         server.Pages(),
		metrics:       server.Metrics,
		report: func() map[string]usage {
			points := server.Points()
			return map[string]usage{"points": {Acknowledged: points, Found: points}}
		},
	}, nil
}
