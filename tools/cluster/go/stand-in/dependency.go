package main

import (
	"context"
	"net/url"
	"sync"
	"sync/atomic"
	"time"
)

// client uses one dependency with the credentials that the environment gives.
type client interface {
	// use does once what the program does with the dependency. It fails unless the dependency has acknowledged.
	use(ctx context.Context) error
	// count reads back how much of what was acknowledged is still there.
	count(ctx context.Context) (int64, error)
	close()
}

// dependency is a client that is used again and again, and what came of it.
type dependency struct {
	name string
	// needed at the start: the program ends without it.
	toStart bool
	// needed to be ready.
	needed       bool
	acknowledged atomic.Int64
	client       client
	busy         sync.Mutex
	reason       atomic.Value
}

const patience = 5 * time.Second

func (d *dependency) check() error {
	d.busy.Lock()
	defer d.busy.Unlock()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	err := d.client.use(ctx)
	if err == nil {
		d.acknowledged.Add(1)
		d.reason.Store("")
	} else {
		d.reason.Store(err.Error())
	}
	return err
}

func (d *dependency) count() (int64, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	return d.client.count(ctx)
}

// problem says why the last use failed; nothing when all is well.
func (d *dependency) problem() string {
	reason, _ := d.reason.Load().(string)
	return reason
}

// close waits for what is being done.
func (d *dependency) close() {
	d.busy.Lock()
	d.client.close()
}

// need says when a program cannot do without a dependency, as its source has it. Clients of stores are made without asking them.
type need int

const (
	sometimes need = iota
	toBeReady
	toStart
)

// dependenciesOf lists what the environment of a program tells it to use. Only the API works with people and files by itself;
// workers take jobs.
func dependenciesOf(getenv func(string) string, c contract) []*dependency {
	container := c.Container
	var list []*dependency
	add := func(name, variable string, need need, create func(address string) client) {
		if address := getenv(variable); address != "" {
			list = append(list, &dependency{name: name, toStart: need == toStart, needed: need >= toBeReady, client: create(address)})
		}
	}
	add("database", "DATABASE_URL", toStart, func(address string) client { return &database{address: address} })
	add("storage", "AWS_ENDPOINT_URL", toBeReady, func(address string) client { return newStorage(address, getenv) })
	add("queue", "NATS_URL", toStart, func(address string) client {
		return newQueue(address, container, container != "api", getenv("NATS_REPLICAS"))
	})
	add("vectors", "QDRANT_URL", toBeReady, func(address string) client { return &grpcHealth{address: hostOf(address)} })
	add("login", "OIDC_ISSUER_URL", toStart, func(address string) client {
		return &discovery{issuer: address, clientID: getenv("OIDC_CLIENT_ID"), clientSecret: getenv("OIDC_CLIENT_SECRET")}
	})
	add("telemetry", "OTEL_EXPORTER_OTLP_ENDPOINT", sometimes, func(address string) client {
		return &exporter{address: hostOf(address), service: container, pushesMetrics: c.Metrics.Port == ""}
	})
	for name, variable := range map[string]string{"embedding": "EMBEDDING_INFERENCE_API_URL", "llm": "LLM_INFERENCE_API_URL"} {
		add(name, variable, sometimes, func(address string) client { return &page{address: address + "/health/live"} })
	}
	return list
}

func hostOf(address string) string {
	parsed, err := url.Parse(address)
	if err != nil {
		return address
	}
	return parsed.Host
}
