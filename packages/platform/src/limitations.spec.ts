import { boolean, list, object, resources, service, slice, string, when } from 'chartkit';
import { describe, expect, it } from 'vitest';

import type { Limitations } from './limitations.js';
import { hasLimitation, limitationNames, limitationsValues, refuseLimited } from './limitations.js';
import { chartOfServices, refusalsOf, render } from './testing/index.js';

const at = 'src/main.rs:1';
const limitations: Limitations = {
  container: 'web',
  version: '1.2.3',
  key: 'web',
  limitations: {
    tlsServer: { cannot: 'serve HTTPS', effect: 'It ends', remedy: 'Use an Ingress', refuses: 'web.certificate', at },
    natsLogin: { cannot: 'log in', effect: 'It ends', remedy: 'Use no login', workaround: 'A proxy logs in', at },
    deviceLogin: { cannot: 'log devices in', effect: 'It says 400', remedy: 'Use a browser', at },
  },
};
const schema = object(
  {
    enabled: boolean({ default: true, description: 'Deploy it.' }),
    certificate: string({ default: '', description: 'Certificate.' }),
    hosts: list(string({ description: 'A host.' }), { default: [], description: 'Hosts.' }),
    ...limitationsValues(limitations),
  },
  { description: 'A web server.' },
);
const { certificate, hosts } = slice('web', schema).values;
const chart = chartOfServices(
  service({
    name: 'web',
    source: 'web.ts',
    key: 'web',
    values: schema,
    rules: (values) => [
      ...refuseLimited(limitations, values, 'tlsServer', { value: certificate, given: certificate }),
      // It has no such limitation.
      ...refuseLimited(limitations, values, 'tlsNats', { value: hosts, given: hosts }),
    ],
    build: (scope, values) => {
      resources.configMap(scope, {
        metadata: { name: 'web' },
        data: { proxy: when(hasLimitation(values, 'natsLogin'), 'runs', 'is not needed') },
      });
    },
  }),
);
const refusals = (web: Readonly<Record<string, unknown>>) => refusalsOf(chart, { web });
const proxy = (web: Readonly<Record<string, unknown>>) => render(chart, { web })[0]?.['data'];

describe('a limitation of a program', () => {
  it('refuses the value that asks for what the program cannot do, with the remedy', () => {
    expect(refusals({ certificate: 'web-tls' })).toEqual([
      {
        path: 'web.certificate',
        problem:
          'web 1.2.3 cannot serve HTTPS. Use an Ingress. If a newer image can, add "tlsServer" to web.resolvedLimitations',
      },
    ]);
    expect(refusals({})).toEqual([]);
  });

  it('refuses nothing when a newer image has resolved it, or the service is disabled', () => {
    expect(refusals({ certificate: 'web-tls', resolvedLimitations: ['tlsServer'] })).toEqual([]);
    expect(refusals({ certificate: 'web-tls', enabled: false })).toEqual([]);
  });

  it('refuses nothing when the program does not have it', () => {
    expect(refusals({ hosts: ['a.example.com'] })).toEqual([]);
  });

  it('is a condition for what the chart does about it', () => {
    expect(proxy({})).toEqual({ proxy: 'runs' });
    expect(proxy({ resolvedLimitations: ['tlsServer', 'natsLogin'] })).toEqual({ proxy: 'is not needed' });
  });

  it('can only be resolved when the chart does something about it', () => {
    expect(refusals({ resolvedLimitations: ['deviceLogin'] })).toEqual([
      {
        path: 'web.resolvedLimitations.0',
        problem: 'must be one of ["natsLogin","tlsServer"], but is "deviceLogin"',
      },
    ]);
  });
});

it('no name of a limitation is part of another, since templates look for a name in the joined list', () => {
  const names: readonly string[] = limitationNames;
  expect(names.filter((name) => names.some((other) => other !== name && other.includes(name)))).toEqual([]);
});
