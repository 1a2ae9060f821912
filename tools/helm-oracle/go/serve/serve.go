// Package serve answers sets of values, one a line, with the objects that Helm makes of them.
package serve

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"
	"sort"

	"sigs.k8s.io/yaml"
)

// Request is a line of the input.
type Request struct {
	// Values is the text of a values file.
	Values      string   `json:"values"`
	Release     string   `json:"release"`
	Namespace   string   `json:"namespace"`
	APIVersions []string `json:"apiVersions"`
}

// Rendered is what the templates of a chart gave.
type Rendered struct {
	Manifests []string
	Notes     string
}

// Render renders a chart; its error says why Helm refuses the values.
type Render func(Request) (Rendered, error)

// answer is a line of the output: either a message, or all the rest.
type answer struct {
	Message string            `json:"message,omitempty"`
	Objects []json.RawMessage `json:"objects,omitempty"`
	Notes   string            `json:"notes,omitempty"`
}

// Main is the program of one version of Helm: load reads the chart in the folder of the only argument, and every line of
// the standard input is answered on the standard output.
func Main(load func(folder string) (Render, error)) {
	if err := run(os.Args, load); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string, load func(folder string) (Render, error)) error {
	if len(args) != 2 {
		return fmt.Errorf("usage: %s CHART-FOLDER", args[0])
	}
	render, err := load(args[1])
	if err != nil {
		return err
	}
	return lines(os.Stdin, os.Stdout, render)
}

// lines answers every line of the input with one line, until the input ends.
func lines(input io.Reader, output io.Writer, render Render) error {
	// Helm warns of values that replace others of another kind; schemas refuse those.
	log.SetOutput(io.Discard)
	requests := json.NewDecoder(bufio.NewReaderSize(input, 1<<20))
	writer := bufio.NewWriterSize(output, 1<<20)
	answers := json.NewEncoder(writer)
	answers.SetEscapeHTML(false)
	for {
		var request Request
		if err := requests.Decode(&request); err == io.EOF {
			return nil
		} else if err != nil {
			return fmt.Errorf("a line of the input is no request: %w", err)
		}
		if err := answers.Encode(answerTo(request, render)); err != nil {
			return err
		}
		if err := writer.Flush(); err != nil {
			return err
		}
	}
}

func answerTo(request Request, render Render) answer {
	rendered, err := render(request)
	if err != nil {
		return answer{Message: err.Error()}
	}
	// The files of a chart are a map in Go, so their order is chance.
	sort.Strings(rendered.Manifests)
	objects := make([]json.RawMessage, 0, len(rendered.Manifests))
	for _, manifest := range rendered.Manifests {
		// Strict: a key that stands twice in a map is an error, where an API server would drop one of the two.
		// Helm cuts the last line feed off and prints it again, which matters to a block of text.
		object, err := yaml.YAMLToJSONStrict([]byte(manifest + "\n"))
		if err != nil {
			return answer{Message: fmt.Sprintf("Kubernetes cannot read an object: %v\n%s", err, manifest)}
		}
		objects = append(objects, object)
	}
	return answer{Objects: objects, Notes: rendered.Notes}
}
