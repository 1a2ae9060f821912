package main

import (
	"path/filepath"
	"testing"
)

// The contracts are read as they are written, so that a change of their form is found.
func TestReadContract(t *testing.T) {
	for _, name := range []string{"qdrant", "quickwit", "grafana"} {
		file := filepath.Join("../../../infra/src", name, "contract.yaml")
		contract, err := readContract(file)
		if err != nil {
			t.Errorf("%s: %v", file, err)
		}
		if contract.Container != name {
			t.Errorf("%s is that of %q", file, contract.Container)
		}
		for port, one := range contract.Ports {
			if one.Number == 0 {
				t.Errorf("%s: the port %s has no number", file, port)
			}
		}
	}
}
