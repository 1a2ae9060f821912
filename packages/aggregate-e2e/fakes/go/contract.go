package main

import (
	"fmt"
	"net/url"
	"os"
	"sort"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// variable is what a program says of an environment variable.
type variable struct {
	Required   bool   `yaml:"required"`
	RequiredIf string `yaml:"requiredIf"`
}

// contract is what a program reads, needs and exports: the `contract.yaml` of its package.
type contract struct {
	Container   string              `yaml:"container"`
	Environment map[string]variable `yaml:"environment"`
	Auxiliary   map[string]string   `yaml:"auxiliary"`
	Ports       map[string]struct {
		Number int `yaml:"number"`
	} `yaml:"ports"`
	WritablePaths map[string]any `yaml:"writablePaths"`
	Probes        map[string]struct {
		Path     string `yaml:"path"`
		Port     string `yaml:"port"`
		Executed string `yaml:"executed"`
	} `yaml:"probes"`
	// Without a port nothing is scraped.
	Metrics struct {
		Path string `yaml:"path"`
		Port string `yaml:"port"`
	} `yaml:"metrics"`
}

func readContract(path string) (contract, error) {
	var result contract
	text, err := os.ReadFile(path)
	if err == nil {
		err = yaml.Unmarshal(text, &result)
	}
	if err == nil && result.Container == "" {
		err = fmt.Errorf("%s names no container", path)
	}
	return result, err
}

// problems lists what is wrong with the environment, one sentence each.
func (c contract) problems(lookup func(string) (string, bool)) []string {
	var found []string
	for name, variable := range c.Environment {
		value, isSet := lookup(name)
		needed := variable.Required
		if other, expected, ok := strings.Cut(variable.RequiredIf, "="); ok {
			actual, _ := lookup(other)
			needed = needed || actual == expected
		}
		switch {
		case needed && value == "":
			found = append(found, fmt.Sprintf("%s is needed, but not set", name))
		case isSet && value != "":
			if reason := malformed(name, value); reason != "" {
				found = append(found, fmt.Sprintf("%s %s", name, reason))
			}
		}
	}
	sort.Strings(found)
	return found
}

// malformed says why a value cannot be meant, by what the name of its variable promises.
func malformed(name, value string) string {
	if strings.Contains(value, "$(") {
		return "refers to a variable that does not exist"
	}
	hasSuffix := func(suffixes ...string) bool {
		for _, suffix := range suffixes {
			if strings.HasSuffix(name, suffix) {
				return true
			}
		}
		return false
	}
	switch {
	case hasSuffix("_URL", "_ENDPOINT"):
		if parsed, err := url.Parse(value); err != nil || parsed.Scheme == "" || parsed.Host == "" {
			return "must be a URL with a scheme and a host" // The value may hold a password: it is not shown.
		}
	case hasSuffix("_SECS", "_SECONDS", "_MS", "_BYTES", "_MB", "_PORT", "_CONNECTIONS", "_THRESHOLD", "_REPLICAS") || name == "PORT":
		if number, err := strconv.ParseFloat(value, 64); err != nil || number < 0 {
			return fmt.Sprintf("must be a number, not %q", value)
		}
	case hasSuffix("_ENABLED", "_FORCE_PATH_STYLE", "_USE_PKCE"):
		if value != "true" && value != "false" {
			return fmt.Sprintf("must be true or false, not %q", value)
		}
	}
	return ""
}
