package qdrant

import (
	"context"
	"sort"

	pb "github.com/qdrant/go-client/qdrant"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
)

type collectionService struct {
	pb.UnimplementedCollectionsServer
	store *store
}

// find gives a collection, or the answer of Qdrant when it is missing.
func (s *store) find(name string) (*collection, error) {
	found, ok := s.collections[name]
	if !ok {
		return nil, status.Errorf(codes.NotFound, "Not found: Collection `%s` doesn't exist!", name)
	}
	return found, nil
}

func (c *collection) vectors() *pb.VectorParams { return c.config.GetVectorsConfig().GetParams() }

func (s *collectionService) Create(_ context.Context, request *pb.CreateCollection) (*pb.CollectionOperationResponse, error) {
	s.store.mutex.Lock()
	defer s.store.mutex.Unlock()
	if _, exists := s.store.collections[request.CollectionName]; exists {
		return nil, status.Errorf(codes.AlreadyExists, "Wrong input: Collection `%s` already exists!", request.CollectionName)
	}
	if params := request.GetVectorsConfig().GetParams(); params == nil || params.Size == 0 {
		return nil, status.Error(codes.Unimplemented, "this fake keeps one unnamed dense vector a point")
	}
	return &pb.CollectionOperationResponse{Result: true}, s.store.change(request)
}

func (s *collectionService) Delete(_ context.Context, request *pb.DeleteCollection) (*pb.CollectionOperationResponse, error) {
	s.store.mutex.Lock()
	defer s.store.mutex.Unlock()
	if _, exists := s.store.collections[request.CollectionName]; !exists {
		return &pb.CollectionOperationResponse{Result: false}, nil
	}
	return &pb.CollectionOperationResponse{Result: true}, s.store.change(request)
}

func (s *collectionService) CollectionExists(_ context.Context, request *pb.CollectionExistsRequest) (*pb.CollectionExistsResponse, error) {
	s.store.mutex.RLock()
	defer s.store.mutex.RUnlock()
	_, exists := s.store.collections[request.CollectionName]
	return &pb.CollectionExistsResponse{Result: &pb.CollectionExists{Exists: exists}}, nil
}

func (s *collectionService) List(context.Context, *pb.ListCollectionsRequest) (*pb.ListCollectionsResponse, error) {
	s.store.mutex.RLock()
	defer s.store.mutex.RUnlock()
	response := &pb.ListCollectionsResponse{}
	for name := range s.store.collections {
		response.Collections = append(response.Collections, &pb.CollectionDescription{Name: name})
	}
	sort.Slice(response.Collections, func(i, j int) bool { return response.Collections[i].Name < response.Collections[j].Name })
	return response, nil
}

func (s *collectionService) Get(_ context.Context, request *pb.GetCollectionInfoRequest) (*pb.GetCollectionInfoResponse, error) {
	s.store.mutex.RLock()
	defer s.store.mutex.RUnlock()
	found, err := s.store.find(request.CollectionName)
	if err != nil {
		return nil, err
	}
	return &pb.GetCollectionInfoResponse{Result: infoOf(found)}, nil
}

// infoOf has the defaults of https://qdrant.tech/documentation/guides/configuration/ where the collection was made without.
func infoOf(c *collection) *pb.CollectionInfo {
	hnsw := &pb.HnswConfigDiff{
		M: proto.Uint64(16), EfConstruct: proto.Uint64(100), FullScanThreshold: proto.Uint64(10000),
		MaxIndexingThreads: proto.Uint64(0), OnDisk: proto.Bool(false),
	}
	optimizer := &pb.OptimizersConfigDiff{
		DeletedThreshold: proto.Float64(0.2), VacuumMinVectorNumber: proto.Uint64(1000), DefaultSegmentNumber: proto.Uint64(0),
		IndexingThreshold: proto.Uint64(10000), FlushIntervalSec: proto.Uint64(5),
	}
	wal := &pb.WalConfigDiff{WalCapacityMb: proto.Uint64(32), WalSegmentsAhead: proto.Uint64(0)}
	return &pb.CollectionInfo{
		Status:          pb.CollectionStatus_Green,
		OptimizerStatus: &pb.OptimizerStatus{Ok: true},
		SegmentsCount:   1,
		PointsCount:     proto.Uint64(uint64(len(c.points))),
		// Nothing is indexed: small collections of Qdrant are not either.
		IndexedVectorsCount: proto.Uint64(0),
		PayloadSchema:       c.indexes,
		Config: &pb.CollectionConfig{
			Params: &pb.CollectionParams{
				ShardNumber: max(c.config.GetShardNumber(), 1), OnDiskPayload: c.config.GetOnDiskPayload(),
				VectorsConfig:     c.config.VectorsConfig,
				ReplicationFactor: proto.Uint32(max(c.config.GetReplicationFactor(), 1)), WriteConsistencyFactor: proto.Uint32(1),
			},
			HnswConfig: hnsw, OptimizerConfig: optimizer, WalConfig: wal,
		},
	}
}
