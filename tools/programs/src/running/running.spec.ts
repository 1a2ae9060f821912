import { createServer } from 'node:net';
import { expect, it } from 'vitest';

import { eventually } from './eventually.js';
import { freePorts } from './ports.js';
import { startProgram } from './start.js';

const start = (script: string, environment = {}) => startProgram(process.execPath, ['-e', script], { environment });

it('hands on the given variables and PATH, and nothing else', async () => {
  const running = start('console.log(Object.keys(process.env).sort().join())', { GIVEN: '1' });

  expect(await running.ended).toEqual({ code: 0, signal: null });
  expect(running.output()).toBe('GIVEN,PATH\n');
});

it('stops a program by a signal, and tells how it ended', async () => {
  const running = start(
    'process.on("SIGINT", () => process.exit(5)); setInterval(() => {}, 1000); console.log("ready")',
  );
  await eventually('it is ready', () => {
    expect(running.output()).toBe('ready\n');
  });

  expect(running.exit()).toBeUndefined();
  expect(await running.stop('SIGINT')).toEqual({ code: 5, signal: null });
});

it('kills a program that does not stop', async () => {
  const running = start('process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("ready")');
  await eventually('it is ready', () => {
    expect(running.output()).toBe('ready\n');
  });

  await expect(running.stop('SIGTERM', 50)).rejects.toThrow('did not end');
});

it('says that a program cannot be started', async () => {
  const running = startProgram('/no/such/program', []);
  await running.ended;

  expect(running.output()).toContain('/no/such/program cannot be started');
});

it('waits no longer for a program that has ended, and shows what it wrote', async () => {
  const running = start('console.error("bad configuration"); process.exit(1)');
  const answer = eventually('It answers', () => Promise.reject(new Error('refused')), { running });

  await expect(answer).rejects.toThrow('It answers: the program has ended: Error: refused\nbad configuration');
});

it('waits no longer than it is told', async () => {
  const answer = eventually('It answers', () => Promise.reject(new Error('refused')), { timeoutMilliseconds: 20 });

  await expect(answer).rejects.toThrow('It answers: not within 0.02 s: Error: refused');
});

it('finds different ports that can be listened on', async () => {
  const ports = await freePorts(3);

  expect(new Set(ports).size).toBe(3);
  for (const port of ports) {
    const server = createServer().listen(port, '127.0.0.1');
    await new Promise((resolve) => server.on('listening', resolve));
    await new Promise((resolve) => server.close(resolve));
  }
});
