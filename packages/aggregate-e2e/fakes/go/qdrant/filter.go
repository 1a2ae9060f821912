package qdrant

import (
	"slices"
	"strings"

	pb "github.com/qdrant/go-client/qdrant"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// passes decides with https://qdrant.tech/documentation/concepts/filtering/ whether a filter lets a point through.
func passes(point *pb.PointStruct, filter *pb.Filter) (bool, error) {
	if filter == nil {
		return true, nil
	}
	if filter.MinShould != nil {
		return false, unsupported("min_should")
	}
	for _, condition := range filter.Must {
		if ok, err := meets(point, condition); err != nil || !ok {
			return false, err
		}
	}
	for _, condition := range filter.MustNot {
		if ok, err := meets(point, condition); err != nil || ok {
			return false, err
		}
	}
	for _, condition := range filter.Should {
		if ok, err := meets(point, condition); err != nil || ok {
			return ok, err
		}
	}
	return len(filter.Should) == 0, nil
}

func meets(point *pb.PointStruct, condition *pb.Condition) (bool, error) {
	switch one := condition.ConditionOneOf.(type) {
	case *pb.Condition_Filter:
		return passes(point, one.Filter)
	case *pb.Condition_HasId:
		return slices.ContainsFunc(one.HasId.HasId, func(id *pb.PointId) bool { return keyOf(id) == keyOf(point.Id) }), nil
	case *pb.Condition_Field:
		values := valuesAt(pb.NewValueStruct(&pb.Struct{Fields: point.Payload}), strings.Split(one.Field.Key, "."))
		if one.Field.Match == nil {
			return false, unsupported("conditions of a field without a match")
		}
		for _, value := range values {
			if ok, err := matches(value, one.Field.Match); err != nil || ok {
				return ok, err
			}
		}
		return false, nil
	default:
		return false, unsupported("this kind of condition")
	}
}

// valuesAt gives what a path leads to; of a list, each of its items.
func valuesAt(value *pb.Value, path []string) []*pb.Value {
	if list := value.GetListValue(); list != nil {
		var found []*pb.Value
		for _, item := range list.Values {
			found = append(found, valuesAt(item, path)...)
		}
		return found
	}
	if len(path) == 0 {
		return []*pb.Value{value}
	}
	next, exists := value.GetStructValue().GetFields()[path[0]]
	if !exists {
		return nil
	}
	return valuesAt(next, path[1:])
}

func matches(value *pb.Value, match *pb.Match) (bool, error) {
	text, isText := value.Kind.(*pb.Value_StringValue)
	number, isNumber := value.Kind.(*pb.Value_IntegerValue)
	truth, isTruth := value.Kind.(*pb.Value_BoolValue)
	switch one := match.MatchValue.(type) {
	case *pb.Match_Keyword:
		return isText && text.StringValue == one.Keyword, nil
	case *pb.Match_Keywords:
		return isText && slices.Contains(one.Keywords.Strings, text.StringValue), nil
	case *pb.Match_Integer:
		return isNumber && number.IntegerValue == one.Integer, nil
	case *pb.Match_Integers:
		return isNumber && slices.Contains(one.Integers.Integers, number.IntegerValue), nil
	case *pb.Match_Boolean:
		return isTruth && truth.BoolValue == one.Boolean, nil
	default:
		return false, unsupported("this kind of match")
	}
}

func unsupported(what string) error {
	return status.Error(codes.Unimplemented, "this fake does not filter by "+what)
}
