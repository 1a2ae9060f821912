package qdrant

import (
	"context"
	"fmt"
	"net/http"
	"sort"
	"strings"
	"sync"

	pb "github.com/qdrant/go-client/qdrant"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
)

const (
	title   = "qdrant - vector search engine"
	version = "1.19.0"
)

// Server is Qdrant with the data of a directory.
type Server struct {
	pb.UnimplementedQdrantServer
	store       *store
	apiKey      string
	collections *collectionService
	points      *pointService
	mutex       sync.Mutex
	responses   map[string]int
}

// Open reads what the directory holds. Without an API key everybody may do everything.
func Open(directory, apiKey string) (*Server, error) {
	store, err := openStore(directory)
	if err != nil {
		return nil, err
	}
	return &Server{
		store: store, apiKey: apiKey, responses: map[string]int{},
		collections: &collectionService{store: store}, points: &pointService{store: store},
	}, nil
}

// Register adds the services of Qdrant to a gRPC server, which needs the option of Authorize too.
func (s *Server) Register(server *grpc.Server) {
	pb.RegisterQdrantServer(server, s)
	pb.RegisterCollectionsServer(server, s.collections)
	pb.RegisterPointsServer(server, s.points)
}

// HealthCheck is what clients ask first: they compare the version with theirs.
func (s *Server) HealthCheck(context.Context, *pb.HealthCheckRequest) (*pb.HealthCheckReply, error) {
	return &pb.HealthCheckReply{Title: title, Version: version}, nil
}

// Calls that need no API key.
var open = map[string]bool{"/qdrant.Qdrant/HealthCheck": true, "/grpc.health.v1.Health/Check": true}

// Authorize refuses calls without the API key, and counts the answers.
func (s *Server) Authorize() grpc.ServerOption {
	return grpc.UnaryInterceptor(func(ctx context.Context, request any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
		incoming, _ := metadata.FromIncomingContext(ctx)
		var response any
		err := s.authorize(append(incoming.Get("api-key"), incoming.Get("authorization")...))
		if err == nil || open[info.FullMethod] {
			response, err = handler(ctx, request)
		}
		s.mutex.Lock()
		defer s.mutex.Unlock()
		s.responses[fmt.Sprintf("endpoint=%q,status=\"%d\"", info.FullMethod, status.Code(err))]++
		return response, err
	})
}

func (s *Server) authorize(given []string) error {
	if s.apiKey == "" {
		return nil
	}
	for _, key := range given {
		if strings.TrimPrefix(key, "Bearer ") == s.apiKey {
			return nil
		}
	}
	if len(given) == 0 {
		return status.Error(codes.Unauthenticated, "Must provide an API key or an Authorization bearer token")
	}
	return status.Error(codes.Unauthenticated, "Invalid API key or JWT")
}

// Pages are those of the REST interface.
func (s *Server) Pages() map[string]http.HandlerFunc {
	return map[string]http.HandlerFunc{"/{$}": s.serveVersion, "/collections": s.guarded(s.serveRest), "/collections/": s.guarded(s.serveRest)}
}

// Points counts all of them, in all collections.
func (s *Server) Points() (count int64) {
	s.store.mutex.RLock()
	defer s.store.mutex.RUnlock()
	for _, one := range s.store.collections {
		count += int64(len(one.points))
	}
	return count
}

// Metrics are in the text format of Prometheus: https://qdrant.tech/documentation/guides/monitoring/
func (s *Server) Metrics() string {
	points := s.Points()
	s.store.mutex.RLock()
	lines := []string{
		fmt.Sprintf("app_info{name=\"qdrant\",version=%q} 1", version),
		"app_status_recovery_mode 0",
		"cluster_enabled 0",
		fmt.Sprintf("collections_total %d", len(s.store.collections)),
		fmt.Sprintf("collections_vector_total %d", points),
		"collection_dead_replicas 0",
	}
	for name, one := range s.store.collections {
		lines = append(lines, fmt.Sprintf("collection_points{id=%q} %d", name, len(one.points)))
		lines = append(lines, fmt.Sprintf("collection_running_optimizations{id=%q} 0", name))
	}
	s.store.mutex.RUnlock()
	s.mutex.Lock()
	for labels, count := range s.responses {
		lines = append(lines, fmt.Sprintf("grpc_responses_total{%s} %d", labels, count))
	}
	s.mutex.Unlock()
	sort.Strings(lines)
	return strings.Join(lines, "\n") + "\n"
}
