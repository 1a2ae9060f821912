// Renders the chart in the folder of the first argument as Helm 4 does, for each line of values on its standard input.
package main

import (
	"bytes"
	"path"
	"strings"

	"helm.sh/helm/v4/pkg/chart/common"
	"helm.sh/helm/v4/pkg/chart/common/util"
	chart "helm.sh/helm/v4/pkg/chart/v2"
	"helm.sh/helm/v4/pkg/chart/v2/loader"
	"helm.sh/helm/v4/pkg/engine"
	releaseutil "helm.sh/helm/v4/pkg/release/v1/util"

	"oracle/serve"
)

func main() {
	serve.Main(func(folder string) (serve.Render, error) {
		loaded, err := loader.Load(folder)
		return func(request serve.Request) (serve.Rendered, error) { return render(loaded, request) }, err
	})
}

// render does what `helm template` does between reading a chart and printing it.
func render(loaded *chart.Chart, request serve.Request) (serve.Rendered, error) {
	// Helm writes into the defaults of a chart that it renders, so each request gets its own.
	fresh := *loaded
	for _, file := range loaded.Raw {
		if file.Name == "values.yaml" {
			defaults, err := loader.LoadValues(bytes.NewReader(file.Data))
			if err != nil {
				return serve.Rendered{}, err
			}
			fresh.Values = defaults
		}
	}
	given, err := loader.LoadValues(strings.NewReader(request.Values))
	if err != nil {
		return serve.Rendered{}, err
	}
	release := common.ReleaseOptions{Name: request.Release, Namespace: request.Namespace, Revision: 1, IsInstall: true}
	capabilities := common.DefaultCapabilities.Copy()
	capabilities.APIVersions = append(capabilities.APIVersions, request.APIVersions...)
	values, err := util.ToRenderValues(&fresh, given, release, capabilities)
	if err != nil {
		return serve.Rendered{}, err
	}
	files, err := engine.Render(&fresh, values)
	if err != nil {
		return serve.Rendered{}, err
	}
	notesFile := path.Join(loaded.Name(), "templates", "NOTES.txt")
	rendered := serve.Rendered{Notes: files[notesFile]}
	delete(files, notesFile)
	hooks, manifests, err := releaseutil.SortManifests(files, nil, releaseutil.InstallOrder)
	if err != nil {
		return serve.Rendered{}, err
	}
	for _, manifest := range manifests {
		rendered.Manifests = append(rendered.Manifests, manifest.Content)
	}
	for _, hook := range hooks {
		rendered.Manifests = append(rendered.Manifests, hook.Manifest)
	}
	return rendered, nil
}
