/** Adds a service package (see `addService`) and says what is left to do. Exits with 2 for wrong arguments. */
import { parseArgs } from 'node:util';

import { workspaceRoot } from '../workspace.js';
import { addService } from './add-service.js';

const usage = `Adds a service package to packages/, with its values, its builder, a test and what the workspace must know of it.

Usage: npx nx run workspace:new-service --name=NAME

  --name NAME  lower-case letters, digits and dashes, such as "usage-report"
  --help       this text
`;

try {
  const { values } = parseArgs({ options: { name: { type: 'string' }, help: { type: 'boolean', default: false } } });
  if (values.help) process.stdout.write(usage);
  else if (values.name === undefined) throw new Error('--name is needed.');
  else {
    const steps = await addService(workspaceRoot, values.name);
    process.stdout.write(
      `packages/${values.name} is there. What is left:\n${steps.map((step) => `- ${step}\n`).join('')}`,
    );
  }
} catch (error) {
  process.stderr.write(`new-service: ${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 2;
}
