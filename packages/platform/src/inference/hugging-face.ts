import type { Expr, k8s, Rule, ValueRef } from 'chartkit';
import { and, boolean, not, object, rule, string, when } from 'chartkit';

import type { Environment } from '../environment.js';
import { secretKeyValue } from '../secrets.js';
import { homeDirectory, modelsDirectory } from './model-storage.js';

/** The values of where models come from. `token` says what the program does with a token. */
export const huggingFaceValues = (token: string) =>
  object(
    {
      endpoint: string({
        format: 'baseUrl',
        allowEmpty: true,
        default: '',
        description:
          'Mirror of the Hugging Face hub; empty for huggingface.co. Its certificate must be of a public authority.',
      }),
      existingSecret: string({
        format: 'dnsSubdomain',
        allowEmpty: true,
        maxLength: 253,
        default: '',
        description: `A Secret that exists already and holds an access token. ${token} Empty for none.`,
      }),
      tokenKey: secretKeyValue('HF_TOKEN', 'the token'),
      offline: boolean({
        default: false,
        description:
          'Nothing can be downloaded: persistence.existingClaim must name a claim that holds every allowed model.',
      }),
    },
    { description: 'Where models come from.' },
  );

/** The values of `huggingFaceValues` as expressions. */
export type HuggingFaceValues = ValueRef<{
  endpoint: string;
  existingSecret: string;
  tokenKey: string;
  offline: boolean;
}>;

/** The variables by which a program finds models, and its home: the pod's uid need not be that of the image's user. */
export const huggingFaceEnvironment = (values: HuggingFaceValues): Environment => [
  { name: 'HOME', value: homeDirectory },
  { name: 'HF_HOME', value: modelsDirectory },
  when<k8s.EnvVar>(values.endpoint, { name: 'HF_ENDPOINT', value: values.endpoint }),
  when<k8s.EnvVar>(values.existingSecret, {
    name: 'HF_TOKEN',
    valueFrom: { secretKeyRef: { name: values.existingSecret, key: values.tokenKey } },
  }),
];

/** What the values must fulfil when nothing can be downloaded. `key` is the top-level key of the values. */
export const offlineRules = (values: HuggingFaceValues, existingClaim: Expr<string>, key: string): readonly Rule[] => [
  rule(
    existingClaim,
    and(values.offline, not(existingClaim)),
    `is needed when ${key}.huggingFace.offline is true: a claim that holds the models`,
  ),
  rule(
    values.endpoint,
    and(values.offline, values.endpoint),
    `must be empty when ${key}.huggingFace.offline is true, since nothing is downloaded`,
  ),
];
