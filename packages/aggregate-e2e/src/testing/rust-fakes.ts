import { dirname, join } from 'node:path';

import { program } from 'programs';

/** The programs that `fakes/rust` has a fake of. */
export type RustFake =
  'api' | 'embedding-inference-api' | 'llm-inference-api' | 'worker-collections' | 'worker-datasets';

/** The path of a fake, which is built at its first use on a machine. */
export const rustFake = async (name: RustFake): Promise<string> => join(dirname(await program('rust-fakes')), name);
