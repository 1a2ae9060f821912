package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

const stream = "STAND_IN"

// jobTime is how long a worker works on a job: STAND_IN_JOB_SECONDS, or two seconds.
var jobTime = func() time.Duration {
	seconds, err := strconv.Atoi(os.Getenv("STAND_IN_JOB_SECONDS"))
	if err != nil {
		seconds = 2
	}
	return time.Duration(seconds) * time.Second
}()

// queue publishes a job, or takes one and works on it. A job is acknowledged when it is finished.
type queue struct {
	address    string
	name       string
	isWorker   bool
	replicas   int
	connection *nats.Conn
	stream     jetstream.Stream
	consumer   jetstream.Consumer
	js         jetstream.JetStream
}

func newQueue(address, name string, isWorker bool, replicas string) client {
	count, err := strconv.Atoi(replicas)
	if err != nil {
		count = 1
	}
	return &queue{address: address, name: name, isWorker: isWorker, replicas: count}
}

func (q *queue) connect(ctx context.Context) error {
	if q.stream != nil {
		return nil
	}
	if q.connection == nil {
		connection, err := nats.Connect(q.address, nats.Name(q.name), nats.MaxReconnects(-1), nats.ReconnectWait(500*time.Millisecond))
		if err != nil {
			return err
		}
		q.connection = connection
	}
	js, err := jetstream.New(q.connection)
	if err != nil {
		return err
	}
	configuration := jetstream.StreamConfig{Name: stream, Subjects: []string{"stand-in.>"}, Replicas: q.replicas}
	created, err := js.CreateOrUpdateStream(ctx, configuration)
	if err != nil {
		return err
	}
	if q.isWorker {
		q.consumer, err = created.CreateOrUpdateConsumer(ctx, jetstream.ConsumerConfig{
			Durable: q.name, FilterSubject: "stand-in.jobs", AckWait: 30 * time.Second,
		})
		if err != nil {
			return err
		}
	}
	q.js, q.stream = js, created
	return nil
}

func (q *queue) use(ctx context.Context) error {
	if err := q.connect(ctx); err != nil {
		return err
	}
	if !q.isWorker {
		_, err := q.js.Publish(ctx, "stand-in.jobs", fmt.Appendf(nil, "job of %s", instance))
		return err
	}
	messages, err := q.consumer.Fetch(1, jetstream.FetchMaxWait(time.Second))
	if err != nil {
		return err
	}
	for message := range messages.Messages() {
		if err := work(message); err != nil {
			return err
		}
	}
	return messages.Error()
}

// work takes its time for a job, and then some for the acknowledgement.
func work(message jetstream.Msg) error {
	time.Sleep(jobTime)
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	return message.DoubleAck(ctx)
}

// count tells how many jobs there are: all that were published, or all that this kind of worker has finished.
func (q *queue) count(ctx context.Context) (int64, error) {
	if q.stream == nil {
		return 0, fmt.Errorf("not connected")
	}
	if q.isWorker {
		info, err := q.consumer.Info(ctx)
		if err != nil {
			return 0, err
		}
		return int64(info.AckFloor.Stream), nil
	}
	info, err := q.stream.Info(ctx)
	if err != nil {
		return 0, err
	}
	return int64(info.State.Msgs), nil
}

func (q *queue) close() {
	if q.connection != nil {
		q.connection.Drain()
	}
}
