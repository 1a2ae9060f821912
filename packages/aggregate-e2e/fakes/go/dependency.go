package main

import (
	"context"
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
