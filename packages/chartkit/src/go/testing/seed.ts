/** The seed of random inputs: another one in each run, unless `FUZZ_SEED` repeats that of a failed run. */
export const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);
