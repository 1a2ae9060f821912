package qdrant

import (
	"context"
	"math"
	"sort"

	pb "github.com/qdrant/go-client/qdrant"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func (s *pointService) Search(_ context.Context, request *pb.SearchPoints) (*pb.SearchResponse, error) {
	result, err := s.nearest(question{
		collection: request.CollectionName, vector: request.Vector, filter: request.Filter, threshold: request.ScoreThreshold,
		limit: request.Limit, offset: request.GetOffset(), payload: request.WithPayload, vectors: request.WithVectors,
	})
	return &pb.SearchResponse{Result: result}, err
}

func (s *pointService) SearchBatch(ctx context.Context, request *pb.SearchBatchPoints) (*pb.SearchBatchResponse, error) {
	response := &pb.SearchBatchResponse{}
	for _, search := range request.SearchPoints {
		search.CollectionName = request.CollectionName
		found, err := s.Search(ctx, search)
		if err != nil {
			return nil, err
		}
		response.Result = append(response.Result, &pb.BatchResult{Result: found.Result})
	}
	return response, nil
}

// Query finds the nearest points of a vector; without a query it gives points in the order of their ids.
func (s *pointService) Query(ctx context.Context, request *pb.QueryPoints) (*pb.QueryResponse, error) {
	limit := request.GetLimit()
	if limit == 0 {
		limit = defaultLimit
	}
	vector := request.GetQuery().GetNearest().GetDense().GetData()
	if request.Query != nil && len(vector) == 0 || len(request.Prefetch) > 0 {
		return nil, status.Error(codes.Unimplemented, "this fake answers queries for the nearest points of a dense vector")
	}
	result, err := s.nearest(question{
		collection: request.CollectionName, vector: vector, filter: request.Filter, threshold: request.ScoreThreshold,
		limit: limit, offset: request.GetOffset(), payload: request.WithPayload, vectors: request.WithVectors,
	})
	return &pb.QueryResponse{Result: result}, err
}

type question struct {
	collection string
	vector     []float32
	filter     *pb.Filter
	threshold  *float32
	limit      uint64
	offset     uint64
	payload    *pb.WithPayloadSelector
	vectors    *pb.WithVectorsSelector
}

func (s *pointService) nearest(q question) ([]*pb.ScoredPoint, error) {
	s.store.mutex.RLock()
	defer s.store.mutex.RUnlock()
	found, err := s.store.find(q.collection)
	if err != nil {
		return nil, err
	}
	if size := found.vectors().Size; q.vector != nil && uint64(len(q.vector)) != size {
		return nil, status.Errorf(codes.InvalidArgument, "Wrong input: Vector dimension error: expected dim: %d, got %d", size, len(q.vector))
	}
	points, err := found.matching(q.filter)
	if err != nil {
		return nil, err
	}
	smallerIsBetter := found.smallerIsBetter()
	var scored []*pb.ScoredPoint
	for _, point := range points {
		one := &pb.ScoredPoint{Id: point.Id, Payload: payloadOf(point, q.payload), Vectors: vectorsOf(point, q.vectors)}
		if q.vector != nil {
			one.Score = found.score(found.stored(q.vector), denseOf(point.Vectors.GetVector()))
		}
		if q.threshold != nil && (one.Score < *q.threshold) != smallerIsBetter {
			continue
		}
		scored = append(scored, one)
	}
	if q.vector != nil {
		sort.SliceStable(scored, func(i, j int) bool { return (scored[i].Score > scored[j].Score) != smallerIsBetter })
	}
	first := min(q.offset, uint64(len(scored)))
	return scored[first:min(first+q.limit, uint64(len(scored)))], nil
}

func (c *collection) smallerIsBetter() bool {
	return c.vectors().Distance == pb.Distance_Euclid || c.vectors().Distance == pb.Distance_Manhattan
}

// stored is a vector as the collection keeps it: with a length of 1 where angles are compared.
func (c *collection) stored(vector []float32) []float32 {
	length := math.Sqrt(dot(vector, vector))
	if c.vectors().Distance != pb.Distance_Cosine || length == 0 {
		return vector
	}
	normalized := make([]float32, len(vector))
	for i, value := range vector {
		normalized[i] = float32(float64(value) / length)
	}
	return normalized
}

func (c *collection) score(a, b []float32) float32 {
	var sum float64
	switch c.vectors().Distance {
	case pb.Distance_Euclid:
		for i := range a {
			sum += float64(a[i]-b[i]) * float64(a[i]-b[i])
		}
		return float32(math.Sqrt(sum))
	case pb.Distance_Manhattan:
		for i := range a {
			sum += math.Abs(float64(a[i] - b[i]))
		}
		return float32(sum)
	default:
		return float32(dot(a, b))
	}
}

func dot(a, b []float32) (sum float64) {
	for i := range a {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}
