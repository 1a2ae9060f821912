package qdrant

import (
	"context"
	"sort"

	pb "github.com/qdrant/go-client/qdrant"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
)

type pointService struct {
	pb.UnimplementedPointsServer
	store *store
}

const defaultLimit = 10

func completed() *pb.PointsOperationResponse {
	return &pb.PointsOperationResponse{Result: &pb.UpdateResult{OperationId: proto.Uint64(0), Status: pb.UpdateStatus_Completed}}
}

func (s *pointService) Upsert(_ context.Context, request *pb.UpsertPoints) (*pb.PointsOperationResponse, error) {
	s.store.mutex.Lock()
	defer s.store.mutex.Unlock()
	found, err := s.store.find(request.CollectionName)
	if err != nil {
		return nil, err
	}
	for _, point := range request.Points {
		data := denseOf(point.GetVectors().GetVector())
		if len(data) == 0 {
			return nil, status.Error(codes.Unimplemented, "this fake keeps one unnamed dense vector a point")
		}
		if size := found.vectors().Size; uint64(len(data)) != size {
			return nil, status.Errorf(codes.InvalidArgument, "Wrong input: Vector dimension error: expected dim: %d, got %d", size, len(data))
		}
		point.Vectors = pb.NewVectorsDense(found.stored(data))
	}
	return completed(), s.store.change(request)
}

// denseOf takes a vector in the field of today's clients, or that of older ones.
func denseOf(vector *pb.Vector) []float32 {
	if dense := vector.GetDense(); dense != nil {
		return dense.Data
	}
	return vector.GetData()
}

func (s *pointService) Delete(_ context.Context, request *pb.DeletePoints) (*pb.PointsOperationResponse, error) {
	s.store.mutex.Lock()
	defer s.store.mutex.Unlock()
	found, err := s.store.find(request.CollectionName)
	if err != nil {
		return nil, err
	}
	ids := request.Points.GetPoints().GetIds()
	if filter := request.Points.GetFilter(); filter != nil {
		points, err := found.matching(filter)
		if err != nil {
			return nil, err
		}
		for _, point := range points {
			ids = append(ids, point.Id)
		}
	}
	return completed(), s.store.change(&pb.DeletePoints{CollectionName: request.CollectionName, Points: pb.NewPointsSelectorIDs(ids)})
}

func (s *pointService) CreateFieldIndex(_ context.Context, request *pb.CreateFieldIndexCollection) (*pb.PointsOperationResponse, error) {
	s.store.mutex.Lock()
	defer s.store.mutex.Unlock()
	if _, err := s.store.find(request.CollectionName); err != nil {
		return nil, err
	}
	return completed(), s.store.change(request)
}

func (s *pointService) Get(_ context.Context, request *pb.GetPoints) (*pb.GetResponse, error) {
	s.store.mutex.RLock()
	defer s.store.mutex.RUnlock()
	found, err := s.store.find(request.CollectionName)
	if err != nil {
		return nil, err
	}
	response := &pb.GetResponse{}
	for _, id := range request.Ids {
		if point, exists := found.points[keyOf(id)]; exists {
			response.Result = append(response.Result, retrieved(point, request.WithPayload, request.WithVectors))
		}
	}
	return response, nil
}

func (s *pointService) Count(_ context.Context, request *pb.CountPoints) (*pb.CountResponse, error) {
	s.store.mutex.RLock()
	defer s.store.mutex.RUnlock()
	found, err := s.store.find(request.CollectionName)
	if err != nil {
		return nil, err
	}
	points, err := found.matching(request.Filter)
	return &pb.CountResponse{Result: &pb.CountResult{Count: uint64(len(points))}}, err
}

func (s *pointService) Scroll(_ context.Context, request *pb.ScrollPoints) (*pb.ScrollResponse, error) {
	s.store.mutex.RLock()
	defer s.store.mutex.RUnlock()
	found, err := s.store.find(request.CollectionName)
	if err != nil {
		return nil, err
	}
	points, err := found.matching(request.Filter)
	if err != nil {
		return nil, err
	}
	limit := int(request.GetLimit())
	if limit == 0 {
		limit = defaultLimit
	}
	first := 0
	if request.Offset != nil {
		first = sort.Search(len(points), func(i int) bool { return keyOf(points[i].Id) >= keyOf(request.Offset) })
	}
	response := &pb.ScrollResponse{}
	for i, point := range points[first:] {
		if i == limit {
			response.NextPageOffset = point.Id
			break
		}
		response.Result = append(response.Result, retrieved(point, request.WithPayload, request.WithVectors))
	}
	return response, nil
}

// matching gives the points that a filter lets through, in the order of their ids.
func (c *collection) matching(filter *pb.Filter) ([]*pb.PointStruct, error) {
	var found []*pb.PointStruct
	for _, point := range c.points {
		ok, err := passes(point, filter)
		if err != nil {
			return nil, err
		}
		if ok {
			found = append(found, point)
		}
	}
	sort.Slice(found, func(i, j int) bool { return keyOf(found[i].Id) < keyOf(found[j].Id) })
	return found, nil
}

func retrieved(point *pb.PointStruct, payload *pb.WithPayloadSelector, vectors *pb.WithVectorsSelector) *pb.RetrievedPoint {
	return &pb.RetrievedPoint{Id: point.Id, Payload: payloadOf(point, payload), Vectors: vectorsOf(point, vectors)}
}

func payloadOf(point *pb.PointStruct, selector *pb.WithPayloadSelector) map[string]*pb.Value {
	included, excluded := selector.GetInclude(), selector.GetExclude()
	if !selector.GetEnable() && included == nil && excluded == nil {
		return nil
	}
	kept := map[string]*pb.Value{}
	for key, value := range point.Payload {
		kept[key] = value
	}
	if included != nil {
		kept = map[string]*pb.Value{}
		for _, key := range included.Fields {
			if value, exists := point.Payload[key]; exists {
				kept[key] = value
			}
		}
	}
	for _, key := range excluded.GetFields() {
		delete(kept, key)
	}
	return kept
}

func vectorsOf(point *pb.PointStruct, selector *pb.WithVectorsSelector) *pb.VectorsOutput {
	if !selector.GetEnable() {
		return nil
	}
	// Clients before version 1.16 read the older field.
	data := denseOf(point.Vectors.GetVector())
	vector := &pb.VectorOutput{Data: data, Vector: &pb.VectorOutput_Dense{Dense: &pb.DenseVector{Data: data}}}
	return &pb.VectorsOutput{VectorsOptions: &pb.VectorsOutput_Vector{Vector: vector}}
}
