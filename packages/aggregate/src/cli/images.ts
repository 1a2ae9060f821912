import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { semanticExplorer } from '../chart.js';
import { billOfMaterials } from '../images/bill-of-materials.js';
import { parseDigests } from '../images/digests.js';
import { chartImages, referenceOf } from '../images/image-list.js';
import { pinnedValues } from '../images/pinned-values.js';

const usage = `Tells of the images of the chart.

Usage: images list                    an image a line
       images sbom [--digests FILE]   a CycloneDX document of them
       images pin --digests FILE      a values file that pins them by their digests

  -d, --digests FILE   lines of an image and its digest; "-" reads standard input
  -h, --help           this text

Exit codes: 0 printed, 1 digests are missing or wrong, 2 wrong arguments or an unreadable file.
`;

function fail(message: string, exitCode: 1 | 2): never {
  process.stderr.write(`images: ${message}\n`);
  process.exit(exitCode);
}

function attempt<T>(action: () => T, exitCode: 1 | 2): T {
  try {
    return action();
  } catch (error) {
    return fail(
      `${error instanceof Error ? error.message : String(error)}${exitCode === 2 ? '\nTry --help.' : ''}`,
      exitCode,
    );
  }
}

const { values: given, positionals } = attempt(
  () =>
    parseArgs({
      allowPositionals: true,
      options: { digests: { type: 'string', short: 'd' }, help: { type: 'boolean', short: 'h', default: false } },
    }),
  2,
);
const images = chartImages(semanticExplorer.defaults);

function readDigests() {
  const { digests: path } = given;
  if (path === undefined) return undefined;
  const text = attempt(() => readFileSync(path === '-' ? 0 : path, 'utf8'), 2);
  return attempt(() => parseDigests(text, images), 1);
}

function answer(command: string | undefined): string {
  switch (command) {
    case 'list':
      return `${[...new Set(images.map(referenceOf))].join('\n')}\n`;
    case 'sbom':
      return billOfMaterials(semanticExplorer.metadata, images, readDigests());
    case 'pin':
      return pinnedValues(images, readDigests() ?? fail('--digests is needed.\nTry --help.', 2));
    default:
      return fail(
        `${command === undefined ? 'A command is needed' : `There is no command "${command}"`}.\nTry --help.`,
        2,
      );
  }
}

process.stdout.write(given.help ? usage : answer(positionals[0]));
