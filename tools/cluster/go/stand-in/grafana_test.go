package main

import (
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
		"refuses a plugin that the image lacks": {
			"datasources: [{ name: Logs, type: loki }]", `{}`, "data source Logs: there is no plugin loki",
		},
	} {
		t.Run(intent, func(t *testing.T) {
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
