package qdrant

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	pb "github.com/qdrant/go-client/qdrant"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

var ctx = context.Background()

// connect starts a server on a directory, and gives the published client for it.
func connect(t *testing.T, directory, apiKey, clientKey string) *pb.Client {
	t.Helper()
	fake, err := Open(directory, apiKey)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := grpc.NewServer(fake.Authorize())
	fake.Register(server)
	go server.Serve(listener)
	t.Cleanup(server.Stop)
	port := listener.Addr().(*net.TCPAddr).Port
	client, err := pb.NewClient(&pb.Config{Host: "127.0.0.1", Port: port, APIKey: clientKey, SkipCompatibilityCheck: true})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// fill makes a collection of three points around a circle.
func fill(t *testing.T, client *pb.Client) {
	t.Helper()
	err := client.CreateCollection(ctx, &pb.CreateCollection{
		CollectionName: "texts",
		VectorsConfig:  pb.NewVectorsConfig(&pb.VectorParams{Size: 2, Distance: pb.Distance_Cosine}),
	})
	if err != nil {
		t.Fatal(err)
	}
	point := func(id uint64, x, y float32, item int64) *pb.PointStruct {
		payload := pb.NewValueMap(map[string]any{"text": "t", "metadata": map[string]any{"item_id": item}})
		return &pb.PointStruct{Id: pb.NewIDNum(id), Vectors: pb.NewVectors(x, y), Payload: payload}
	}
	points := []*pb.PointStruct{point(1, 2, 0, 7), point(2, 0, 2, 7), point(10, -2, 0, 8)}
	if _, err := client.Upsert(ctx, &pb.UpsertPoints{CollectionName: "texts", Points: points}); err != nil {
		t.Fatal(err)
	}
}

func ids[T interface{ GetId() *pb.PointId }](points []T) []uint64 {
	found := []uint64{}
	for _, point := range points {
		found = append(found, point.GetId().GetNum())
	}
	return found
}

func TestFindsTheNearest(t *testing.T) {
	client := connect(t, t.TempDir(), "", "")
	fill(t, client)

	found, err := client.Query(ctx, &pb.QueryPoints{CollectionName: "texts", Query: pb.NewQuery(1, 0.5), WithPayload: pb.NewWithPayload(true)})

	if err != nil || !reflect.DeepEqual(ids(found), []uint64{1, 2, 10}) {
		t.Errorf("found %v, %v", found, err)
	}
	// cos of the angle between (1, 0.5) and (2, 0): 1 / sqrt(1.25)
	if score := found[0].Score; score < 0.8944 || score > 0.8945 {
		t.Errorf("the score is %v", score)
	}
	if text := found[0].Payload["text"].GetStringValue(); text != "t" {
		t.Errorf("the payload has the text %q", text)
	}
}

func TestFiltersAndDeletes(t *testing.T) {
	client := connect(t, t.TempDir(), "", "")
	fill(t, client)
	ofItem := &pb.Filter{Must: []*pb.Condition{pb.NewMatchInt("metadata.item_id", 7)}}

	before, err := client.Count(ctx, &pb.CountPoints{CollectionName: "texts", Filter: ofItem})
	if err != nil || before != 2 {
		t.Errorf("counted %d, %v, want 2", before, err)
	}
	if _, err := client.Delete(ctx, &pb.DeletePoints{CollectionName: "texts", Points: pb.NewPointsSelectorFilter(ofItem)}); err != nil {
		t.Fatal(err)
	}

	left, err := client.Scroll(ctx, &pb.ScrollPoints{CollectionName: "texts"})
	if err != nil || !reflect.DeepEqual(ids(left), []uint64{10}) {
		t.Errorf("found %v, %v, want the point of the other item", left, err)
	}
}

func TestGivesPagesInTheOrderOfIDs(t *testing.T) {
	client := connect(t, t.TempDir(), "", "")
	fill(t, client)
	limit := uint32(2)
	first, next, err := client.ScrollAndOffset(ctx, &pb.ScrollPoints{CollectionName: "texts", Limit: &limit})
	if err != nil || !reflect.DeepEqual(ids(first), []uint64{1, 2}) || next.GetNum() != 10 {
		t.Errorf("found %v and then %v, %v", first, next, err)
	}
	last, next, err := client.ScrollAndOffset(ctx, &pb.ScrollPoints{CollectionName: "texts", Limit: &limit, Offset: next})
	if err != nil || !reflect.DeepEqual(ids(last), []uint64{10}) || next != nil {
		t.Errorf("found %v and then %v, %v", last, next, err)
	}
}

func TestKeepsWhatItAcknowledged(t *testing.T) {
	directory := t.TempDir()
	fill(t, connect(t, directory, "", ""))
	// A kill in the middle of a message.
	log := filepath.Join(directory, logFile)
	content, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	os.WriteFile(log, append(content, content[:20]...), 0o600)

	client := connect(t, directory, "", "")
	count, err := client.Count(ctx, &pb.CountPoints{CollectionName: "texts"})
	if err != nil || count != 3 {
		t.Errorf("counted %d, %v, want 3", count, err)
	}
	client.DeleteCollection(ctx, "texts")
	names, err := connect(t, directory, "", "").ListCollections(ctx)
	if err != nil || len(names) != 0 {
		t.Errorf("found %v, %v, want that the deletion is kept", names, err)
	}
}

func TestRefuses(t *testing.T) {
	client := connect(t, t.TempDir(), "", "")
	fill(t, client)
	vectors := pb.NewVectorsConfig(&pb.VectorParams{Size: 2, Distance: pb.Distance_Dot})
	for intent, test := range map[string]struct {
		act  func() error
		code codes.Code
		text string
	}{
		"a collection twice": {func() error {
			return client.CreateCollection(ctx, &pb.CreateCollection{CollectionName: "texts", VectorsConfig: vectors})
		}, codes.AlreadyExists, "already exists"},
		"a collection that is missing": {func() error {
			_, err := client.GetCollectionInfo(ctx, "none")
			return err
		}, codes.NotFound, "doesn't exist"},
		"a vector of another size": {func() error {
			_, err := client.Query(ctx, &pb.QueryPoints{CollectionName: "texts", Query: pb.NewQuery(1, 2, 3)})
			return err
		}, codes.InvalidArgument, "expected dim: 2, got 3"},
		"a condition that it does not know": {func() error {
			filter := &pb.Filter{Must: []*pb.Condition{pb.NewMatchText("text", "t")}}
			_, err := client.Count(ctx, &pb.CountPoints{CollectionName: "texts", Filter: filter})
			return err
		}, codes.Unimplemented, "does not filter"},
	} {
		t.Run(intent, func(t *testing.T) {
			if err := test.act(); status.Code(err) != test.code || !strings.Contains(err.Error(), test.text) {
				t.Errorf("found %v, want %s: %s", err, test.code, test.text)
			}
		})
	}
}

func TestAsksForTheKey(t *testing.T) {
	directory := t.TempDir()
	if _, err := connect(t, directory, "secret", "secret").ListCollections(ctx); err != nil {
		t.Error(err)
	}
	for _, key := range []string{"", "other"} {
		client := connect(t, directory, "secret", key)
		if _, err := client.ListCollections(ctx); status.Code(err) != codes.Unauthenticated {
			t.Errorf("with the key %q: %v", key, err)
		}
		if _, err := client.HealthCheck(ctx); err != nil {
			t.Errorf("the health with the key %q: %v", key, err)
		}
	}
}

func TestServesREST(t *testing.T) {
	fake, err := Open(t.TempDir(), "secret")
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	for path, page := range fake.Pages() {
		mux.HandleFunc(path, page)
	}
	for _, test := range []struct{ call, key, body, answer string }{
		{"GET /", "", "", `"version":"1.19.0"`},
		{"GET /collections", "", "", "Must provide an API key"},
		{"PUT /collections/texts", "secret", `{"vectors":{"size":2,"distance":"Dot"}}`, `"result":true`},
		{"PUT /collections/texts", "secret", `{"vectors":{"size":2,"distance":"Dot"}}`, `already exists`},
		{"PUT /collections/texts/points", "secret", `{"points":[{"id":1,"vector":[1,2],"payload":{"n":3}}]}`, `"completed"`},
		{"POST /collections/texts/points/count", "secret", `{}`, `"count":1`},
		{"POST /collections/texts/points/scroll", "secret", `{}`, `{"n":3}`},
		{"POST /collections/texts/points/search", "secret", `{"vector":[1,1],"limit":5}`, `"score":3`},
		{"POST /collections/texts/points/delete", "secret", `{"points":[1]}`, `"completed"`},
		{"GET /collections/texts", "secret", "", `"points_count":0`},
		{"GET /collections/none/exists", "secret", "", `{"exists":false}`},
	} {
		method, path, _ := strings.Cut(test.call, " ")
		request := httptest.NewRequest(method, path, strings.NewReader(test.body))
		request.Header.Set("api-key", test.key)
		if test.key == "" {
			request.Header.Del("api-key")
		}
		recorder := httptest.NewRecorder()
		mux.ServeHTTP(recorder, request)
		if answer := recorder.Body.String(); !strings.Contains(answer, test.answer) {
			t.Errorf("%s answers %q, want %s", test.call, answer, test.answer)
		}
	}
}
