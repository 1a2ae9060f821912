// Command stand-in plays a program whose image no registry offers, strictly by its contract: it refuses to start when a variable is
// missing or malformed, uses each dependency with the credentials that it was given, writes to each path that it must write,
// serves its ports, probes and metrics, and finishes its work when it is stopped.
//
//	stand-in [contract.yaml]
//
// Exit codes: 0 stopped by SIGTERM; 1 a dependency refuses at the start; 2 wrong environment.
package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"google.golang.org/grpc"
)

func main() {
	path := "/contract.yaml"
	if len(os.Args) > 1 && strings.HasSuffix(os.Args[1], ".yaml") {
		path = os.Args[1]
	}
	contract, err := readContract(path)
	if err != nil {
		fail(2, err.Error())
	}
	if problems := contract.problems(os.LookupEnv); len(problems) > 0 {
		fail(2, problems...)
	}
	for directory := range contract.WritablePaths {
		if err := writeTo(directory); err != nil {
			fail(2, err.Error())
		}
	}
	stopping, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()

	program := programOf(contract, os.Getenv)
	for _, dependency := range program.dependencies {
		if err := dependency.check(); err != nil && dependency.toStart {
			fail(1, fmt.Sprintf("%s: %v", dependency.name, err))
		}
	}
	if err := serve(contract, program); err != nil {
		fail(2, err.Error())
	}
	fmt.Printf("%s is ready\n", contract.Container)
	for stopping.Err() == nil {
		for _, dependency := range program.dependencies {
			dependency.check()
		}
		select {
		case <-stopping.Done():
		case <-time.After(time.Second):
		}
	}
	fmt.Println("stopping: finishing what was begun")
	for _, dependency := range program.dependencies {
		dependency.close()
	}
}

func fail(code int, problems ...string) {
	for _, problem := range problems {
		fmt.Fprintf(os.Stderr, "error: %s\n", problem)
	}
	os.Exit(code)
}

// writeTo proves that a directory can be written.
func writeTo(directory string) error {
	file := filepath.Join(directory, ".stand-in")
	if err := os.WriteFile(file, []byte("written"), 0o600); err != nil {
		return fmt.Errorf("%s cannot be written: %w", directory, err)
	}
	return os.Remove(file)
}

// listenGrpc serves on a port what collectors and clients of Qdrant and Quickwit call.
func listenGrpc(port int, register func(*grpc.Server)) error {
	listener, err := net.Listen("tcp", fmt.Sprintf(":%d", port))
	if err != nil {
		return err
	}
	server := grpc.NewServer()
	register(server)
	go server.Serve(listener)
	return nil
}
