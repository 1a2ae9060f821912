package main

import (
	"context"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestGrafana(t *testing.T) {
	const source = "datasources: [{ name: Metrics, uid: metrics, type: prometheus, url: 'http://prometheus' }]"
	for intent, test := range map[string]struct{ sources, dashboard, problem string }{
		"takes dashboards of its data sources": {source, `{"panels":[{"datasource":{"uid":"metrics"}}]}`, ""},
		"refuses a dashboard of another one":   {source, `{"panels":[{"targets":[{"datasource":{"uid":"x"}}]}]}`, "there is no data source x"},
		"refuses what is no dashboard":         {source, `{`, "unexpected end of JSON"},
		"takes a database with a password of the environment": {
			"datasources: [{ name: Events, uid: events, type: postgres, url: 'db:5432', user: u, jsonData: { database: d }, secureJsonData: { password: '$__env{READER}' } }]",
			`{"panels":[{"datasource":{"uid":"events"}}]}`, "",
		},
		"refuses a database without a password": {
			"datasources: [{ name: Events, type: postgres, url: 'db:5432', user: u, jsonData: { database: d }, secureJsonData: { password: '$__env{NONE}' } }]",
			`{}`, "data source Events takes its password from NONE, which is not set",
		},
		"refuses a plugin that the image lacks": {
			"datasources: [{ name: Logs, type: loki }]", `{}`, "data source Logs: there is no plugin loki",
		},
	} {
		t.Run(intent, func(t *testing.T) {
			t.Setenv("READER", "secret")
			directory := t.TempDir()
			dashboards := filepath.Join(directory, "found")
			for path, text := range map[string]string{
				filepath.Join(directory, "datasources/sources.yaml"): test.sources,
				filepath.Join(directory, "dashboards/folder.yaml"):   "providers: [{ options: { path: " + dashboards + " } }]",
				filepath.Join(dashboards, "one.json"):                test.dashboard,
			} {
				os.MkdirAll(filepath.Dir(path), 0o755)
				if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			result, err := grafana(directory)
			if test.problem == "" {
				if err != nil || len(result.dependencies) != 1 || result.report()["dashboards"].Found != 1 {
					t.Errorf("found %v, %v, want a data source and a dashboard", result, err)
				}
			} else if err == nil || !strings.Contains(err.Error(), test.problem) {
				t.Errorf("found %v, want %q", err, test.problem)
			}
		})
	}
}

func TestKnock(t *testing.T) {
	for mode, test := range map[string]struct{ request, answer, problem string }{
		"disable": {"\x00\x00\x00\x1b\x00\x03\x00\x00user\x00u\x00database\x00d\x00\x00", "R", ""},
		"require": {"\x00\x00\x00\x08\x04\xd2\x16\x2f", "S", ""},
		"verify":  {"\x00\x00\x00\x08\x04\xd2\x16\x2f", "N", "answers 'N', not 'S'"},
	} {
		t.Run(mode, func(t *testing.T) {
			listener, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			defer listener.Close()
			received := make(chan string, 1)
			go func() {
				connection, err := listener.Accept()
				if err != nil {
					return
				}
				defer connection.Close()
				request := make([]byte, len(test.request))
				io.ReadFull(connection, request)
				received <- string(request)
				connection.Write([]byte(test.answer))
			}()
			var settings databaseSettings
			settings.User, settings.JSONData.Database, settings.JSONData.SSLMode = "u", "d", mode
			err = settings.knock(context.Background(), listener.Addr().String())
			if test.problem == "" && err != nil || test.problem != "" && (err == nil || !strings.Contains(err.Error(), test.problem)) {
				t.Errorf("found %v, want %q", err, test.problem)
			}
			if found := <-received; found != test.request {
				t.Errorf("sent %q, want %q", found, test.request)
			}
		})
	}
}
