import type { Login, RealStore } from './real-store.js';

/** Shorter ways to ask a store, as its administrator unless another login is given. */
export function questions(store: RealStore) {
  const mc = async (args: readonly string[], login?: Login): Promise<string> => {
    const { code, output } = await store.mc(args, login);
    if (code !== 0) throw new Error(output);
    return output;
  };
  const put = async (bucket: string, name: string, login?: Login) =>
    store.mc(['cp', '--quiet', await store.file(name, 'text'), `store/${bucket}/${name}`], login);
  const names = async (bucket: string): Promise<readonly string[]> =>
    (await mc(['ls', '--json', `store/${bucket}`]))
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (JSON.parse(line) as { readonly key: string }).key);
  const lifecycleRules = async (
    bucket: string,
  ): Promise<readonly { readonly ID: string; readonly Expiration: unknown }[]> => {
    const { code, output } = await store.mc(['ilm', 'rule', 'export', `store/${bucket}`]);
    return code === 0 ? (JSON.parse(output) as { readonly Rules: [] }).Rules : [];
  };
  const permission = async (bucket: string): Promise<unknown> =>
    (JSON.parse(await mc(['--json', 'anonymous', 'get', `store/${bucket}`])) as { readonly permission: string })
      .permission;
  return { mc, put, names, lifecycleRules, permission };
}
