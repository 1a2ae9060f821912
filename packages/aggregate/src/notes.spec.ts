import { evaluateNotes } from 'chartkit';
import { expect, it } from 'vitest';

import { semanticExplorer } from './index.js';

const notes = (values: Readonly<Record<string, unknown>> = {}): readonly string[] =>
  evaluateNotes(semanticExplorer, { release: { name: 'prod', namespace: 'explorer' }, values: [values] }).split('\n');

it('the notes say what to do next, and what is unsafe', () => {
  expect(notes()).toEqual([
    'semantic-explorer 2.0.0 is installed as prod in the namespace explorer.',
    '',
    'See what starts, which takes some minutes for models to load:',
    '  kubectl --namespace explorer get pods --selector app.kubernetes.io/instance=prod --watch',
    '',
    'Reach the user interface:',
    '  kubectl --namespace explorer port-forward service/prod-semantic-explorer-api 8080:8080',
    '  http://localhost:8080/ui',
    '',
    'Generated credentials stand in the Secret prod-semantic-explorer-credentials, which survives an uninstallation.',
    'The password of the user "admin" of Grafana:',
    `  kubectl --namespace explorer get secret prod-semantic-explorer-credentials --output go-template='{{ index .data "grafana-admin-password" | base64decode }}'`,
    '',
    'Unsafe in these values:',
    '  - dex.issuer is empty: browsers outside of the cluster cannot reach the login.',
    '',
  ]);
});

it('the notes are short when all is well', () => {
  expect(
    notes({
      api: { publicUrl: 'https://explorer.example.com' },
      dex: { issuer: 'https://login.example.com/dex' },
      grafana: { auth: { existingSecret: 'grafana' } },
    }).slice(5),
  ).toEqual([
    'Reach the user interface:',
    '  https://explorer.example.com/ui',
    '',
    'Generated credentials stand in the Secret prod-semantic-explorer-credentials, which survives an uninstallation.',
    '',
  ]);
});

it('the notes repeat no secret', () => {
  const masterKey = '0123456789abcdef'.repeat(4);
  const text = notes({ encryption: { masterKey } }).join('\n');
  expect([text.includes(masterKey), text.includes('encryption.masterKey stands in the values')]).toEqual([false, true]);
});
