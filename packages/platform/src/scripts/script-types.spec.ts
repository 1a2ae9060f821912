import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';

// The scripts are plain JavaScript, since they run as they are: this is their type-check, against their JSDoc types.
it('the scripts agree with their types', { timeout: 60_000 }, () => {
  const directory = fileURLToPath(new URL('.', import.meta.url));
  const scripts = readdirSync(directory).filter((name) => name.endsWith('.mjs'));
  const program = ts.createProgram(
    scripts.map((name) => directory + name),
    {
      allowJs: true,
      checkJs: true,
      noEmit: true,
      strict: true,
      noUncheckedIndexedAccess: true,
      noUnusedLocals: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.NodeNext,
      types: ['node'],
    },
  );

  const messages = ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const line = (file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1;
    return `${file?.fileName ?? ''}:${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
  expect(scripts).toEqual([
    'backups.mjs',
    'certificates.mjs',
    'check-upgrade.mjs',
    'conversation.mjs',
    'create-credentials.mjs',
    'export-release.mjs',
    'exposition.mjs',
    'kubernetes-api.mjs',
    'link-model-cache.mjs',
    'nats-protocol.mjs',
    'nats-proxy.mjs',
    'nats-server.mjs',
    'nats-streams.mjs',
    'program.mjs',
    'test-installation.mjs',
    'upgrade-differences.mjs',
    'wait-for.mjs',
    'write-ca-bundle.mjs',
  ]);
  expect(messages).toEqual([]);
});
