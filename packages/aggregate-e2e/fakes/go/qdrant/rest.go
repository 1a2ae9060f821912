package qdrant

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"

	pb "github.com/qdrant/go-client/qdrant"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func (s *Server) serveVersion(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, map[string]string{"title": title, "version": version})
}

func (s *Server) guarded(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, request *http.Request) {
		given := append(request.Header.Values("api-key"), request.Header.Values("Authorization")...)
		if err := s.authorize(given); err != nil {
			http.Error(w, status.Convert(err).Message(), http.StatusUnauthorized)
			return
		}
		next(w, request)
	}
}

// body has the fields of all requests that are understood. https://api.qdrant.tech/api-reference
type body struct {
	Vectors struct {
		Size     uint64 `json:"size"`
		Distance string `json:"distance"`
	} `json:"vectors"`
	Points      json.RawMessage `json:"points"`
	Vector      []float32       `json:"vector"`
	Query       nearest         `json:"query"`
	Limit       uint64          `json:"limit"`
	Offset      any             `json:"offset"`
	Filter      any             `json:"filter"`
	WithPayload *bool           `json:"with_payload"`
	WithVector  bool            `json:"with_vector"`
}

// nearest is a query by its vector: alone, or in an object.
type nearest []float32

func (n *nearest) UnmarshalJSON(text []byte) error {
	var object struct {
		Nearest []float32 `json:"nearest"`
	}
	if err := json.Unmarshal(text, &object); err == nil {
		*n = object.Nearest
		return nil
	}
	return json.Unmarshal(text, (*[]float32)(n))
}

func (b body) payload(byDefault bool) *pb.WithPayloadSelector {
	return pb.NewWithPayload(b.WithPayload == nil && byDefault || b.WithPayload != nil && *b.WithPayload)
}

func (b body) vectors() *pb.WithVectorsSelector { return pb.NewWithVectors(b.WithVector) }

// serveRest translates a request into a call of the gRPC interface.
func (s *Server) serveRest(w http.ResponseWriter, request *http.Request) {
	var read body
	if request.ContentLength != 0 {
		decoder := json.NewDecoder(request.Body)
		decoder.UseNumber()
		if err := decoder.Decode(&read); err != nil {
			writeResult(w, nil, status.Error(codes.InvalidArgument, err.Error()))
			return
		}
	}
	if read.Filter != nil {
		writeResult(w, nil, unsupported("REST; use gRPC"))
		return
	}
	name, rest, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(request.URL.Path, "/collections"), "/"), "/")
	ctx := request.Context()
	result, err := s.answerCollection(ctx, request.Method+" "+rest, name, read)
	if err == nil && result == nil {
		result, err = s.answerPoints(ctx, request.Method+" "+rest, name, read)
	}
	writeResult(w, result, err)
}

func (s *Server) answerCollection(ctx context.Context, call, name string, read body) (any, error) {
	switch call {
	case "GET ":
		if name == "" {
			listed, err := s.collections.List(ctx, &pb.ListCollectionsRequest{})
			names := []map[string]string{}
			for _, one := range listed.GetCollections() {
				names = append(names, map[string]string{"name": one.Name})
			}
			return map[string]any{"collections": names}, err
		}
		found, err := s.collections.Get(ctx, &pb.GetCollectionInfoRequest{CollectionName: name})
		if err != nil {
			return nil, err
		}
		return infoJSON(found.Result), nil
	case "GET exists":
		found, err := s.collections.CollectionExists(ctx, &pb.CollectionExistsRequest{CollectionName: name})
		return map[string]bool{"exists": found.GetResult().GetExists()}, err
	case "PUT ":
		params := &pb.VectorParams{Size: read.Vectors.Size, Distance: pb.Distance(pb.Distance_value[read.Vectors.Distance])}
		done, err := s.collections.Create(ctx, &pb.CreateCollection{CollectionName: name, VectorsConfig: pb.NewVectorsConfig(params)})
		return done.GetResult(), err
	case "DELETE ":
		done, err := s.collections.Delete(ctx, &pb.DeleteCollection{CollectionName: name})
		return done.GetResult(), err
	}
	return nil, nil
}

func (s *Server) answerPoints(ctx context.Context, call, name string, read body) (any, error) {
	done := map[string]any{"operation_id": 0, "status": "completed"}
	switch call {
	case "PUT points":
		points, err := pointsFrom(read.Points)
		if err == nil {
			_, err = s.points.Upsert(ctx, &pb.UpsertPoints{CollectionName: name, Points: points})
		}
		return done, err
	case "POST points/delete":
		var ids []any
		if err := decodeNumbers(read.Points, &ids); err != nil {
			return nil, err
		}
		selector := pb.NewPointsSelectorIDs(idsFrom(ids...))
		_, err := s.points.Delete(ctx, &pb.DeletePoints{CollectionName: name, Points: selector})
		return done, err
	case "POST points/count":
		counted, err := s.points.Count(ctx, &pb.CountPoints{CollectionName: name})
		return map[string]uint64{"count": counted.GetResult().GetCount()}, err
	case "POST points/scroll":
		request := &pb.ScrollPoints{CollectionName: name, WithPayload: read.payload(true), WithVectors: read.vectors()}
		if limit := uint32(read.Limit); limit > 0 {
			request.Limit = &limit
		}
		if read.Offset != nil {
			request.Offset = idsFrom(read.Offset)[0]
		}
		page, err := s.points.Scroll(ctx, request)
		return scrollJSON(page), err
	case "POST points/search", "POST points/query":
		found, err := s.points.Search(ctx, &pb.SearchPoints{
			CollectionName: name, Vector: append(read.Vector, read.Query...), Limit: max(read.Limit, 1),
			WithPayload: read.payload(false), WithVectors: read.vectors(),
		})
		points := scoredJSON(found.GetResult())
		if strings.HasSuffix(call, "query") {
			return map[string]any{"points": points}, err
		}
		return points, err
	}
	return nil, status.Errorf(codes.Unimplemented, "this fake does not know %s of a collection", call)
}

func writeResult(w http.ResponseWriter, result any, err error) {
	if err == nil {
		writeJSON(w, http.StatusOK, map[string]any{"result": result, "status": "ok", "time": 0.0})
		return
	}
	code := map[codes.Code]int{
		codes.NotFound: http.StatusNotFound, codes.InvalidArgument: http.StatusBadRequest, codes.AlreadyExists: http.StatusConflict,
		codes.Unimplemented: http.StatusNotImplemented,
	}[status.Code(err)]
	if code == 0 {
		code = http.StatusInternalServerError
	}
	writeJSON(w, code, map[string]any{"status": map[string]string{"error": status.Convert(err).Message()}, "time": 0.0})
}

func writeJSON(w http.ResponseWriter, code int, content any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	json.NewEncoder(w).Encode(content)
}
