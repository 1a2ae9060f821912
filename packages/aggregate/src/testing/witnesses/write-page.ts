import { writeFileSync } from 'node:fs';

import { inWorkspace } from '../../cli/paths.js';
import { witnessesPage } from './page.js';
import { matrixOfRepository } from './repository.js';

const matrix = matrixOfRepository();
writeFileSync(inWorkspace('docs/witnesses.md'), witnessesPage(matrix));
process.stderr.write(matrix.problems.map((problem) => `${problem}\n`).join(''));
process.exitCode = matrix.problems.length > 0 ? 1 : 0;
