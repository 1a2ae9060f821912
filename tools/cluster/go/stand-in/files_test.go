package main

import (
	"path/filepath"
	"testing"
)

// The contracts are read as they are written, so that a change of their form is found.
func TestReadContract(t *testing.T) {
	packages := "../../../../packages/"
	files, err := filepath.Glob(packages + "*/src/contract.yaml")
	if err != nil || len(files) < 6 {
		t.Fatalf("found %q (%v), want a contract of each application", files, err)
	}
	for _, file := range files {
		contract, err := readContract(file)
		if err != nil {
			t.Errorf("%s: %v", file, err)
		}
		for name, port := range contract.Ports {
			if port.Number == 0 {
				t.Errorf("%s: the port %s has no number", file, name)
			}
		}
	}
}
