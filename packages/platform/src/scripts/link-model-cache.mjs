// @ts-check
/**
 * Makes `hub` in a directory with models a link to the directory itself. Programs of the Hugging Face family look for a
 * model in HF_HOME or in HF_HOME/hub, sometimes two parts of one program in different ones; with the link both find it.
 *
 *   node link-model-cache.mjs
 *
 * Environment:
 *   MODELS_DIRECTORY  the directory, HF_HOME of the program
 *
 * Exit codes: 0 linked, or left as it is: something called `hub` is there already, or nothing can be written; 2 wrong
 * environment.
 */
import { symlinkSync } from 'node:fs';

const { MODELS_DIRECTORY: directory } = process.env;

if (directory === undefined || directory === '') {
  console.error('link-model-cache: MODELS_DIRECTORY must name the directory');
  process.exit(2);
}
try {
  symlinkSync('.', `${directory}/hub`);
  console.log(`link-model-cache: ${directory}/hub is ${directory}`);
} catch (error) {
  console.log(`link-model-cache: left as it is: ${error instanceof Error ? error.message : String(error)}`);
}
