package main

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"os"
	"regexp"
)

// databaseSettings are those of a data source of type postgres.
type databaseSettings struct {
	User     string `yaml:"user"`
	JSONData struct {
		Database string `yaml:"database"`
		SSLMode  string `yaml:"sslmode"`
	} `yaml:"jsonData"`
	SecureJSONData struct {
		Password string `yaml:"password"`
	} `yaml:"secureJsonData"`
}

var environmentReference = regexp.MustCompile(`^\$__env\{(\w+)\}$`)

// problem says what is missing for a login.
func (s databaseSettings) problem() string {
	reference := environmentReference.FindStringSubmatch(s.SecureJSONData.Password)
	switch {
	case s.User == "" || s.JSONData.Database == "":
		return "has no user or database"
	case reference == nil:
		return "must take its password from the environment"
	case os.Getenv(reference[1]) == "":
		return fmt.Sprintf("takes its password from %s, which is not set", reference[1])
	}
	return ""
}

// Requests that begin a connection: https://www.postgresql.org/docs/17/protocol-message-formats.html
const (
	protocolVersion = 196608
	tlsRequest      = 80877103
)

// knock begins a login: the server must ask for the password of this role, or begin TLS if that is required.
func (s databaseSettings) knock(ctx context.Context, address string) error {
	connection, err := (&net.Dialer{}).DialContext(ctx, "tcp", address)
	if err != nil {
		return err
	}
	defer connection.Close()
	if deadline, ok := ctx.Deadline(); ok {
		connection.SetDeadline(deadline)
	}
	code, expected, parameters := uint32(protocolVersion), byte('R'), "user\x00"+s.User+"\x00database\x00"+s.JSONData.Database+"\x00\x00"
	if s.JSONData.SSLMode != "disable" {
		code, expected, parameters = tlsRequest, 'S', ""
	}
	message := binary.BigEndian.AppendUint32(nil, uint32(8+len(parameters)))
	message = append(binary.BigEndian.AppendUint32(message, code), parameters...)
	if _, err := connection.Write(message); err != nil {
		return err
	}
	answer := make([]byte, 1)
	if _, err := io.ReadFull(connection, answer); err != nil {
		return fmt.Errorf("%s does not answer: %w", address, err)
	}
	if answer[0] != expected {
		return fmt.Errorf("%s answers %q, not %q", address, answer[0], expected)
	}
	return nil
}
