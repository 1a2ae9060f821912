package main

import (
	"reflect"
	"testing"
)

var example = contract{
	Container: "example",
	Environment: map[string]variable{
		"DATABASE_URL": {Required: true},
		"TLS_ENABLED":  {},
		"TLS_KEY_PATH": {RequiredIf: "TLS_ENABLED=true"},
		"IDLE_SECS":    {},
		"LOG_FORMAT":   {},
		"NATS_URL":     {},
	},
}

func TestProblems(t *testing.T) {
	for intent, test := range map[string]struct {
		environment map[string]string
		problems    []string
	}{
		"takes what is complete": {
			map[string]string{"DATABASE_URL": "postgresql://u:p@db:5432/x", "IDLE_SECS": "30", "TLS_ENABLED": "false"}, nil,
		},
		"says what is missing": {
			map[string]string{"TLS_ENABLED": "true"},
			[]string{"DATABASE_URL is needed, but not set", "TLS_KEY_PATH is needed, but not set"},
		},
		"refuses what cannot be meant, without showing a password": {
			map[string]string{"DATABASE_URL": "db", "IDLE_SECS": "30s", "TLS_ENABLED": "yes", "NATS_URL": "nats://u:$(PASSWORD)@n"},
			[]string{
				"DATABASE_URL must be a URL with a scheme and a host",
				`IDLE_SECS must be a number, not "30s"`,
				"NATS_URL refers to a variable that does not exist",
				`TLS_ENABLED must be true or false, not "yes"`,
			},
		},
	} {
		t.Run(intent, func(t *testing.T) {
			lookup := func(name string) (string, bool) { value, ok := test.environment[name]; return value, ok }
			if found := example.problems(lookup); !reflect.DeepEqual(found, test.problems) {
				t.Errorf("found %q, want %q", found, test.problems)
			}
		})
	}
}
