// Renders the chart in the folder of the first argument as Helm 3 does, for each line of values on its standard input.
package main

import (
	"path"

	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
	"helm.sh/helm/v3/pkg/releaseutil"

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
		if file.Name == chartutil.ValuesfileName {
			defaults, err := chartutil.ReadValues(file.Data)
			if err != nil {
				return serve.Rendered{}, err
			}
			fresh.Values = defaults
		}
	}
	given, err := chartutil.ReadValues([]byte(request.Values))
	if err != nil {
		return serve.Rendered{}, err
	}
	release := chartutil.ReleaseOptions{Name: request.Release, Namespace: request.Namespace, Revision: 1, IsInstall: true}
	capabilities := chartutil.DefaultCapabilities.Copy()
	capabilities.APIVersions = append(capabilities.APIVersions, request.APIVersions...)
	values, err := chartutil.ToRenderValues(&fresh, given, release, capabilities)
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
