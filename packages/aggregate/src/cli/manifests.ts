import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { ChartkitError } from 'chartkit';

import { manifestsText } from '../manifests-text.js';

const usage = `Prints the plain manifests of the chart for given values, without Helm.

Usage: manifests --release NAME [--namespace NAMESPACE] [--values FILE]... [--api-versions VERSION]... [--test]

  -r, --release NAME        name of the release
  -n, --namespace NAME      namespace (default: "default")
  -f, --values FILE         values file, later ones over earlier ones; "-" reads standard input
  -a, --api-versions NAME   API version or kind that the cluster serves, such as gateway.networking.k8s.io/v1
  -t, --test                only the pod of "helm test", which is no part of the release
  -h, --help                this text

Exit codes: 0 printed, 1 the values are refused, 2 wrong arguments or an unreadable file.
`;

function readArguments() {
  const { values } = parseArgs({
    options: {
      release: { type: 'string', short: 'r' },
      namespace: { type: 'string', short: 'n', default: 'default' },
      values: { type: 'string', short: 'f', multiple: true, default: [] },
      'api-versions': { type: 'string', short: 'a', multiple: true, default: [] },
      test: { type: 'boolean', short: 't', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  return values;
}

function fail(message: string, exitCode: 1 | 2): never {
  process.stderr.write(`manifests: ${message}\n`);
  process.exit(exitCode);
}

function attempt<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)}\nTry --help.`, 2);
  }
}

const given = attempt(readArguments);
if (given.help) {
  process.stdout.write(usage);
} else {
  const { release = fail('--release is needed.\nTry --help.', 2), namespace } = given;
  const sources = given.values.map((path) => ({
    name: path === '-' ? 'standard input' : path,
    text: attempt(() => readFileSync(path === '-' ? 0 : path, 'utf8')),
  }));
  try {
    process.stdout.write(
      manifestsText({
        release: { name: release, namespace },
        sources,
        apiVersions: given['api-versions'],
        objects: given.test ? 'test' : 'release',
      }),
    );
  } catch (error) {
    if (error instanceof ChartkitError) fail(error.message, 1);
    throw error;
  }
}
