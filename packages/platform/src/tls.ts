import type { Expr, k8s } from 'chartkit';
import { object, string, when } from 'chartkit';

import type { CaBundle } from './certificates.js';
import type { Environment } from './environment.js';

const certificateSecret = (what: string) =>
  string({
    format: 'dnsSubdomain',
    allowEmpty: true,
    maxLength: 253,
    default: '',
    description: `Secret of type kubernetes.io/tls with ${what}.`,
  });

/** A client certificate for calls of other services. */
export const clientTlsProperties = {
  clientSecretName: certificateSecret('the certificate that is shown to other services; empty for none'),
};

/** A certificate with which the program itself serves HTTPS, and one for its calls. */
export const tlsProperties = {
  serverSecretName: certificateSecret('which it serves HTTPS; empty for HTTP'),
  ...clientTlsProperties,
};

/** The values of a program that only calls others. */
export const clientTlsValues = object(clientTlsProperties, { description: 'TLS.' });

/** The values of a program that also serves HTTPS. */
export const tlsValues = object(tlsProperties, { description: 'TLS.' });

/** The values of `tlsValues`, or one of the two, as expressions. */
export interface TlsValues {
  readonly clientSecretName?: Expr<string>;
  readonly serverSecretName?: Expr<string>;
}

const directories = { server: '/etc/tls/server', client: '/etc/tls/client' } as const;

/** What a pod needs for its certificates. */
export interface Tls {
  readonly environment: Environment;
  readonly volumes: CaBundle['volumes'];
  readonly volumeMounts: readonly CaBundle['volumeMount'][];
  /** `HTTPS` or `HTTP`, for probes. */
  readonly probeScheme: Expr<'HTTP' | 'HTTPS'> | 'HTTP';
}

/** Certificates of the Rust services (app contract: SERVER_SSL_ENABLED, CLIENT_MTLS_ENABLED). */
export function tls({ serverSecretName, clientSecretName }: TlsValues): Tls {
  const parts = [
    ...(serverSecretName === undefined
      ? []
      : [part('server', serverSecretName, 'SERVER_SSL_ENABLED', 'TLS_SERVER_CERT_PATH', 'TLS_SERVER_KEY_PATH')]),
    ...(clientSecretName === undefined
      ? []
      : [part('client', clientSecretName, 'CLIENT_MTLS_ENABLED', 'TLS_CLIENT_CERT_PATH', 'TLS_CLIENT_KEY_PATH')]),
  ];
  return {
    environment: parts.map(({ environment }) => environment),
    volumes: parts.map(({ volume }) => volume),
    volumeMounts: parts.map(({ volumeMount }) => volumeMount),
    probeScheme: serverSecretName === undefined ? 'HTTP' : when(serverSecretName, 'HTTPS', 'HTTP'),
  };
}

function part(
  role: keyof typeof directories,
  secretName: Expr<string>,
  enabled: string,
  certificate: string,
  privateKey: string,
) {
  const directory = directories[role];
  const name = `${role}-certificate`;
  return {
    environment: when<k8s.EnvVar[]>(secretName, [
      { name: enabled, value: 'true' },
      { name: certificate, value: `${directory}/tls.crt` },
      { name: privateKey, value: `${directory}/tls.key` },
    ]),
    volume: when<k8s.Volume>(secretName, { name, secret: { secretName } }),
    volumeMount: when<k8s.VolumeMount>(secretName, { name, mountPath: directory, readOnly: true }),
  };
}
