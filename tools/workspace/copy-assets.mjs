// @ts-check
/**
 * Copies what a package's source folder holds beside TypeScript (scripts, configuration) to its compiled form, since the
 * modules read these files at the same place beside them. Run in the folder of the package.
 */
import { cpSync, statSync } from 'node:fs';
import { basename } from 'node:path';

cpSync('src', 'dist', {
  recursive: true,
  filter: (source) =>
    statSync(source).isDirectory() ? basename(source) !== 'testing' : !/(\.ts|\.test\.yaml)$/.test(source),
});
