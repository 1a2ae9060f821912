import { writeFile } from 'node:fs/promises';

import { limitationsPage } from '../limitations/page.js';
import { programs } from '../limitations/programs.js';
import { inWorkspace } from './paths.js';

await writeFile(inWorkspace('docs/limitations.md'), limitationsPage(programs));
