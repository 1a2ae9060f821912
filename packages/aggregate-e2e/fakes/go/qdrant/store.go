// Package qdrant is a fake of Qdrant with its published gRPC interface and the part of its REST interface that people use by hand.
// It keeps one unnamed dense vector a point and searches without an index.
package qdrant

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"

	pb "github.com/qdrant/go-client/qdrant"
	"google.golang.org/protobuf/encoding/protodelim"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/anypb"
)

// collection holds points by their ids, and the order in which Scroll gives them.
type collection struct {
	config  *pb.CreateCollection
	points  map[string]*pb.PointStruct
	indexes map[string]*pb.PayloadSchemaInfo
}

// store keeps every change as a message in a file: what was acknowledged survives a kill.
type store struct {
	mutex       sync.RWMutex
	file        *os.File
	collections map[string]*collection
}

const logFile = "operations.log"

func openStore(directory string) (*store, error) {
	path := filepath.Join(directory, logFile)
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	s := &store{file: file, collections: map[string]*collection{}}
	complete, err := s.replay()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	// What a kill cut off was not acknowledged.
	if err := file.Truncate(complete); err != nil {
		return nil, err
	}
	_, err = file.Seek(complete, io.SeekStart)
	return s, err
}

// replay applies all complete messages of the file and gives the place where they end.
func (s *store) replay() (int64, error) {
	counted := &countingReader{reader: bufio.NewReader(s.file)}
	var complete int64
	for {
		var kept anypb.Any
		err := protodelim.UnmarshalFrom(counted, &kept)
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return complete, nil
		}
		if err != nil {
			return 0, err
		}
		message, err := kept.UnmarshalNew()
		if err != nil {
			return 0, err
		}
		s.apply(message)
		complete = counted.read
	}
}

// change keeps a message and then applies it. The caller has checked that it can be applied.
func (s *store) change(message proto.Message) error {
	kept, err := anypb.New(message)
	if err == nil {
		_, err = protodelim.MarshalTo(s.file, kept)
	}
	if err == nil {
		err = s.file.Sync()
	}
	if err == nil {
		s.apply(message)
	}
	return err
}

func (s *store) apply(message proto.Message) {
	switch m := message.(type) {
	case *pb.CreateCollection:
		s.collections[m.CollectionName] = &collection{
			config: m, points: map[string]*pb.PointStruct{}, indexes: map[string]*pb.PayloadSchemaInfo{},
		}
	case *pb.DeleteCollection:
		delete(s.collections, m.CollectionName)
	case *pb.UpsertPoints:
		for _, point := range m.Points {
			s.collections[m.CollectionName].points[keyOf(point.Id)] = point
		}
	case *pb.DeletePoints:
		for _, id := range m.Points.GetPoints().GetIds() {
			delete(s.collections[m.CollectionName].points, keyOf(id))
		}
	case *pb.CreateFieldIndexCollection:
		s.collections[m.CollectionName].indexes[m.FieldName] = &pb.PayloadSchemaInfo{DataType: schemaTypes[m.GetFieldType()]}
	}
}

var schemaTypes = map[pb.FieldType]pb.PayloadSchemaType{
	pb.FieldType_FieldTypeKeyword:  pb.PayloadSchemaType_Keyword,
	pb.FieldType_FieldTypeInteger:  pb.PayloadSchemaType_Integer,
	pb.FieldType_FieldTypeFloat:    pb.PayloadSchemaType_Float,
	pb.FieldType_FieldTypeGeo:      pb.PayloadSchemaType_Geo,
	pb.FieldType_FieldTypeText:     pb.PayloadSchemaType_Text,
	pb.FieldType_FieldTypeBool:     pb.PayloadSchemaType_Bool,
	pb.FieldType_FieldTypeDatetime: pb.PayloadSchemaType_Datetime,
	pb.FieldType_FieldTypeUuid:     pb.PayloadSchemaType_Uuid,
}

// keyOf orders ids as Qdrant does: numbers by their value before UUIDs.
func keyOf(id *pb.PointId) string {
	if uuid := id.GetUuid(); uuid != "" {
		return "u" + uuid
	}
	return fmt.Sprintf("n%020d", id.GetNum())
}

type countingReader struct {
	reader *bufio.Reader
	read   int64
}

func (c *countingReader) Read(into []byte) (int, error) {
	count, err := c.reader.Read(into)
	c.read += int64(count)
	return count, err
}

func (c *countingReader) ReadByte() (byte, error) {
	one, err := c.reader.ReadByte()
	if err == nil {
		c.read++
	}
	return one, err
}
