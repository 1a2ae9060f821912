import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { OpenTelemetryCollector } from '../recipe.js';
import { runCommand } from '../run-command.js';
import { withTemporaryDirectory } from '../temporary-directory.js';
import { installGoModule } from './go-module.js';

const core = 'go.opentelemetry.io/collector';
const contrib = 'github.com/open-telemetry/opentelemetry-collector-contrib';
/** What reads the configuration: from files, the environment and the command line. */
const providers = ['envprovider', 'fileprovider', 'yamlprovider'];

interface Module {
  readonly gomod: string;
}

/**
 * The manifest from which the builder makes a collector in a folder.
 * https://github.com/open-telemetry/opentelemetry-collector/tree/main/cmd/builder
 */
export function collectorManifest(
  name: string,
  { componentVersion, stableVersion, ...components }: OpenTelemetryCollector,
  folder: string,
): Readonly<Record<string, object>> {
  const groups: Record<string, Module[]> = {};
  const add = (group: string, module: string, version: string) =>
    (groups[group] ??= []).push({ gomod: `${module} ${version}` });
  const groupOf = (component: string) => `${component.split('/')[0] ?? ''}s`;
  for (const component of components.core) add(groupOf(component), `${core}/${component}`, componentVersion);
  for (const component of components.contrib) add(groupOf(component), `${contrib}/${component}`, componentVersion);
  for (const provider of providers) add('providers', `${core}/confmap/provider/${provider}`, stableVersion);
  return { dist: { name, version: componentVersion.slice(1), output_path: folder }, ...groups };
}

/** Builds a collector into a folder: first the builder, then by it the collector. */
export function installOpenTelemetryCollector(
  name: string,
  recipe: OpenTelemetryCollector,
  directory: string,
): Promise<void> {
  return withTemporaryDirectory(async (workspace) => {
    const builder = {
      kind: 'go-module',
      module: `${core}/cmd/builder`,
      moduleVersion: recipe.componentVersion,
      sum: recipe.builderSum,
      folder: '',
    } as const;
    await installGoModule('builder', builder, workspace);
    const sources = join(workspace, 'sources');
    await mkdir(sources);
    // JSON is YAML.
    await writeFile(join(workspace, 'manifest.yaml'), JSON.stringify(collectorManifest(name, recipe, sources)));
    const run = (command: string, args: readonly string[], folder: string) =>
      runCommand(command, args, {
        directory: folder,
        environment: { CGO_ENABLED: '0', GOWORK: 'off' },
        remedy: `${name} is built from source. Install Go 1.26 or newer.`,
      });
    await run(join(workspace, 'builder'), ['--config=manifest.yaml', '--skip-compilation'], workspace);
    await run('go', ['build', '-buildvcs=false', '-ldflags', '-s -w', '-o', join(directory, name)], sources);
  });
}
