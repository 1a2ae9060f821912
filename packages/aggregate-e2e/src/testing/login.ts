import type { FlowSettings } from '@semantic-explorer/dex/testing';
import type { Container, SecretTexts } from '@semantic-explorer/platform/testing';
import { containerEnvironment } from '@semantic-explorer/platform/testing';

import type { Access } from './commands.js';
import { kubectl } from './commands.js';
import type { ClusterObject } from './objects.js';
import { listObjects } from './objects.js';

interface PodWithContainers {
  readonly spec: { readonly containers: readonly Container[] };
}
interface Secret extends ClusterObject {
  readonly data?: Readonly<Record<string, string>>;
}

/** How the program in a pod logs people in, by its own environment: the client that it is, where Dex is, and where to come back to. */
export async function clientSettings(
  access: Access,
  pod: string,
): Promise<Pick<FlowSettings, 'issuer' | 'clientId' | 'clientSecret' | 'redirectUri'>> {
  const { spec } = JSON.parse(await kubectl(access, ['get', 'pod', pod, '--output=json'])) as PodWithContainers;
  const [container] = spec.containers;
  if (container === undefined) throw new Error(`${pod} has no container`);
  const environment = containerEnvironment(container, await secretTexts(access));
  return {
    issuer: environment['OIDC_ISSUER_URL'] ?? '',
    clientId: environment['OIDC_CLIENT_ID'] ?? '',
    clientSecret: environment['OIDC_CLIENT_SECRET'] ?? '',
    redirectUri: `${environment['PUBLIC_URL'] ?? ''}/auth_callback`,
  };
}

async function secretTexts(access: Access): Promise<SecretTexts> {
  const decode = ({ data = {} }: Secret) =>
    Object.fromEntries(Object.entries(data).map(([key, text]) => [key, Buffer.from(text, 'base64').toString()]));
  const secrets = await listObjects<Secret>(access, 'secrets');
  return Object.fromEntries(secrets.map((secret) => [secret.metadata.name, decode(secret)]));
}
