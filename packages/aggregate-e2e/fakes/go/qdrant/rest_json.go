package qdrant

import (
	"bytes"
	"encoding/json"

	pb "github.com/qdrant/go-client/qdrant"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func decodeNumbers(text json.RawMessage, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(into); err != nil {
		return status.Error(codes.InvalidArgument, err.Error())
	}
	return nil
}

func pointsFrom(text json.RawMessage) ([]*pb.PointStruct, error) {
	var read []struct {
		ID      any            `json:"id"`
		Vector  []float32      `json:"vector"`
		Payload map[string]any `json:"payload"`
	}
	if err := decodeNumbers(text, &read); err != nil {
		return nil, err
	}
	var points []*pb.PointStruct
	for _, one := range read {
		payload, err := pb.TryValueMap(withoutNumbers(one.Payload).(map[string]any))
		if err != nil {
			return nil, status.Error(codes.InvalidArgument, err.Error())
		}
		points = append(points, &pb.PointStruct{Id: idsFrom(one.ID)[0], Vectors: pb.NewVectorsDense(one.Vector), Payload: payload})
	}
	return points, nil
}

func idsFrom(read ...any) []*pb.PointId {
	ids := []*pb.PointId{}
	for _, one := range read {
		switch id := one.(type) {
		case json.Number:
			number, _ := id.Int64()
			ids = append(ids, pb.NewIDNum(uint64(number)))
		case string:
			ids = append(ids, pb.NewIDUUID(id))
		default:
			ids = append(ids, nil)
		}
	}
	return ids
}

// withoutNumbers makes integers of those that are, and floating-point numbers of the others.
func withoutNumbers(value any) any {
	switch value := value.(type) {
	case json.Number:
		if integer, err := value.Int64(); err == nil {
			return integer
		}
		float, _ := value.Float64()
		return float
	case []any:
		for i := range value {
			value[i] = withoutNumbers(value[i])
		}
	case map[string]any:
		for key := range value {
			value[key] = withoutNumbers(value[key])
		}
	}
	return value
}

func idJSON(id *pb.PointId) any {
	if id == nil {
		return nil
	}
	if uuid := id.GetUuid(); uuid != "" {
		return uuid
	}
	return id.GetNum()
}

func valueJSON(value *pb.Value) any {
	switch kind := value.GetKind().(type) {
	case *pb.Value_StringValue:
		return kind.StringValue
	case *pb.Value_IntegerValue:
		return kind.IntegerValue
	case *pb.Value_DoubleValue:
		return kind.DoubleValue
	case *pb.Value_BoolValue:
		return kind.BoolValue
	case *pb.Value_StructValue:
		return payloadJSON(kind.StructValue.Fields)
	case *pb.Value_ListValue:
		list := []any{}
		for _, item := range kind.ListValue.Values {
			list = append(list, valueJSON(item))
		}
		return list
	default:
		return nil
	}
}

func payloadJSON(fields map[string]*pb.Value) map[string]any {
	payload := map[string]any{}
	for key, value := range fields {
		payload[key] = valueJSON(value)
	}
	return payload
}

func vectorJSON(vectors *pb.VectorsOutput) any {
	if vectors == nil {
		return nil
	}
	return vectors.GetVector().GetDense().GetData()
}

func scrollJSON(page *pb.ScrollResponse) map[string]any {
	points := []map[string]any{}
	for _, one := range page.GetResult() {
		points = append(points, map[string]any{"id": idJSON(one.Id), "payload": payloadJSON(one.Payload), "vector": vectorJSON(one.Vectors)})
	}
	return map[string]any{"points": points, "next_page_offset": idJSON(page.GetNextPageOffset())}
}

func scoredJSON(found []*pb.ScoredPoint) []map[string]any {
	points := []map[string]any{}
	for _, one := range found {
		points = append(points, map[string]any{
			"id": idJSON(one.Id), "version": one.Version, "score": one.Score,
			"payload": payloadJSON(one.Payload), "vector": vectorJSON(one.Vectors),
		})
	}
	return points
}

func infoJSON(info *pb.CollectionInfo) map[string]any {
	params, hnsw, optimizer := info.Config.Params, info.Config.HnswConfig, info.Config.OptimizerConfig
	vectors := params.VectorsConfig.GetParams()
	return map[string]any{
		"status": "green", "optimizer_status": "ok", "segments_count": info.SegmentsCount,
		"points_count": info.GetPointsCount(), "indexed_vectors_count": info.GetIndexedVectorsCount(),
		"payload_schema": map[string]any{},
		"config": map[string]any{
			"params": map[string]any{
				"vectors":      map[string]any{"size": vectors.Size, "distance": vectors.Distance.String()},
				"shard_number": params.ShardNumber, "on_disk_payload": params.OnDiskPayload,
			},
			"hnsw_config": map[string]any{
				"m": hnsw.GetM(), "ef_construct": hnsw.GetEfConstruct(), "full_scan_threshold": hnsw.GetFullScanThreshold(),
			},
			"optimizer_config": map[string]any{
				"deleted_threshold": optimizer.GetDeletedThreshold(), "vacuum_min_vector_number": optimizer.GetVacuumMinVectorNumber(),
				"default_segment_number": optimizer.GetDefaultSegmentNumber(), "flush_interval_sec": optimizer.GetFlushIntervalSec(),
			},
		},
	}
}
