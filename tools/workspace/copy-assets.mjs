// @ts-check
/**
 * Copies what a package's source folder holds beside TypeScript (scripts, configuration) to its compiled form, since the
 * modules read these files at the same place beside them. Run in the folder of the package; the argument is the folder of
 * the compiled form, `dist` when there is none.
 */
import { cpSync, statSync } from 'node:fs';
import { basename } from 'node:path';

const [compiled = 'dist'] = process.argv.slice(2);
cpSync('src', compiled, {
  recursive: true,
  filter: (source) =>
    statSync(source).isDirectory() ? basename(source) !== 'testing' : !/(\.ts|\.test\.yaml)$/.test(source),
});
