package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"gopkg.in/yaml.v3"
)

// dataSource is one that Grafana is provisioned with: https://grafana.com/docs/grafana/latest/administration/provisioning/
type dataSource struct {
	notCounted
	databaseSettings `yaml:",inline"`
	Name             string `yaml:"name"`
	UID              string `yaml:"uid"`
	Type             string `yaml:"type"`
	URL              string `yaml:"url"`
}

const postgresType = "postgres"

// grafana asks its data sources what people ask, and reads its dashboards.
func grafana(directory string) (program, error) {
	var provisioned struct {
		DataSources []*dataSource `yaml:"datasources"`
	}
	if err := readYamlFiles(filepath.Join(directory, "datasources"), &provisioned); err != nil {
		return program{}, err
	}
	result := program{}
	known := map[string]bool{}
	for _, source := range provisioned.DataSources {
		if source.Type == postgresType {
			if problem := source.problem(); problem != "" {
				return program{}, fmt.Errorf("data source %s %s", source.Name, problem)
			}
		} else if source.question() == "" {
			return program{}, fmt.Errorf("data source %s: there is no plugin %s", source.Name, source.Type)
		}
		known[source.UID] = true
		result.dependencies = append(result.dependencies, &dependency{name: source.Name, client: source})
	}
	var providers struct {
		Providers []struct {
			Options struct {
				Path string `yaml:"path"`
			} `yaml:"options"`
		} `yaml:"providers"`
	}
	if err := readYamlFiles(filepath.Join(directory, "dashboards"), &providers); err != nil {
		return program{}, err
	}
	var dashboards int64
	for _, provider := range providers.Providers {
		files, err := filepath.Glob(filepath.Join(provider.Options.Path, "*.json"))
		if err != nil {
			return program{}, err
		}
		for _, file := range files {
			if err := checkDashboard(file, known); err != nil {
				return program{}, err
			}
			dashboards++
		}
	}
	result.report = func() map[string]usage {
		return map[string]usage{"dashboards": {Acknowledged: dashboards, Found: dashboards}}
	}
	return result, nil
}

func readYamlFiles(directory string, into any) error {
	files, err := filepath.Glob(filepath.Join(directory, "*.yaml"))
	if err != nil || len(files) == 0 {
		return fmt.Errorf("%s: there are no files", directory)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err == nil {
			err = yaml.Unmarshal(text, into)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	return nil
}

// question is what is asked of a source, for the plugins that every Grafana has.
func (d *dataSource) question() string {
	switch d.Type {
	case "prometheus":
		return d.URL + "/api/v1/query?query=up"
	case "jaeger":
		return d.URL + "/api/services"
	default:
		return ""
	}
}

func (d *dataSource) use(ctx context.Context) error {
	if d.Type == postgresType {
		return d.knock(ctx, d.URL)
	}
	response, err := get(ctx, d.question())
	if err != nil {
		return err
	}
	defer response.Body.Close()
	var answer struct {
		Data any `json:"data"`
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return fmt.Errorf("%s: %w", d.question(), err)
	}
	if answer.Data == nil {
		return fmt.Errorf("%s answers without data", d.question())
	}
	return nil
}

// checkDashboard finds a dashboard that cannot be read, or asks a source that there is not.
func checkDashboard(file string, known map[string]bool) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var dashboard any
	if err := json.Unmarshal(text, &dashboard); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	for _, uid := range sourcesIn(dashboard) {
		if !known[uid] {
			return fmt.Errorf("%s: there is no data source %s", file, uid)
		}
	}
	return nil
}

// sourcesIn lists the data sources that a part of a dashboard names.
func sourcesIn(part any) (found []string) {
	switch part := part.(type) {
	case []any:
		for _, item := range part {
			found = append(found, sourcesIn(item)...)
		}
	case map[string]any:
		if source, ok := part["datasource"].(map[string]any); ok {
			found = append(found, fmt.Sprint(source["uid"]))
		}
		for _, item := range part {
			found = append(found, sourcesIn(item)...)
		}
	}
	return found
}
