package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"sync"

	"github.com/minio/minio-go/v7"
)

// metastore is the file of the bucket in which Quickwit keeps the configurations of its indexes.
type metastore struct {
	folder  *folder
	mutex   sync.Mutex
	configs map[string]map[string]any
}

const metastoreFile = "manifest.json"

// use reads the file, and makes it with the indexes for OTLP when the bucket has none. After that it looks whether it is there.
func (m *metastore) use(ctx context.Context) error {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if m.configs != nil {
		_, err := m.count(ctx)
		return err
	}
	configs := map[string]map[string]any{}
	content, err := m.folder.get(ctx, metastoreFile)
	switch {
	case minio.ToErrorResponse(err).Code == "NoSuchKey":
		for _, index := range []string{logIndex, traceIndex} {
			configs[index] = map[string]any{"index_id": index, "doc_mapping": map[string]any{"mode": "dynamic"}}
		}
		if err := m.write(ctx, configs); err != nil {
			return err
		}
	case err != nil:
		return err
	default:
		if err := json.Unmarshal(content, &configs); err != nil {
			return fmt.Errorf("%s: %w", metastoreFile, err)
		}
	}
	m.configs = configs
	return nil
}

func (m *metastore) write(ctx context.Context, configs map[string]map[string]any) error {
	content, err := json.Marshal(configs)
	if err != nil {
		return err
	}
	return m.folder.put(ctx, metastoreFile, content)
}

// count tells whether the file is there.
func (m *metastore) count(ctx context.Context) (int64, error) {
	if err := m.folder.stat(ctx, metastoreFile); err != nil {
		return 0, err
	}
	return 1, nil
}

func (m *metastore) close() {}

const indexesPath = "/api/v1/indexes/"

// serveIndex gives or replaces the configuration of an index: https://quickwit.io/docs/reference/rest-api#index-api
func (m *metastore) serveIndex(w http.ResponseWriter, request *http.Request) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	id := strings.TrimPrefix(request.URL.Path, indexesPath)
	config, found := m.configs[id]
	if !found {
		http.Error(w, "there is no index "+id, http.StatusNotFound)
		return
	}
	if request.Method == http.MethodPut {
		var updated map[string]any
		if err := json.NewDecoder(request.Body).Decode(&updated); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		for _, kept := range []string{"index_id", "doc_mapping"} {
			if !reflect.DeepEqual(updated[kept], config[kept]) {
				http.Error(w, kept+" cannot be changed", http.StatusBadRequest)
				return
			}
		}
		configs := map[string]map[string]any{}
		for name, other := range m.configs {
			configs[name] = other
		}
		configs[id] = updated
		if err := m.write(request.Context(), configs); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		m.configs, config = configs, updated
	} else if request.Method != http.MethodGet {
		http.Error(w, "GET or PUT", http.StatusMethodNotAllowed)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(map[string]any{"index_config": config})
}
