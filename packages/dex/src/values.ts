import {
  dexSlice,
  images,
  imageValues,
  persistenceValues,
  podValues,
  probeValues,
  resourcesValues,
  serviceAccountValues,
} from '@semantic-explorer/platform';
import type { ValueRef, ValuesOf } from 'chartkit';
import { boolean, integer, kubernetes, list, map, object, oneOf, port, string } from 'chartkit';

const optionalName = (description: string) =>
  string({ format: 'dnsSubdomain', allowEmpty: true, maxLength: 253, default: '', description });

const configValues = object(
  {
    storage: object(
      {
        type: oneOf(['sqlite3', 'memory', 'postgres'], {
          default: 'sqlite3',
          description: 'Where Dex keeps its state. More than one pod needs postgres.',
        }),
        postgres: object(
          {
            host: string({ format: 'host', allowEmpty: true, default: '', description: 'Host of the server.' }),
            port: port({ default: 5432, description: 'Port of the server.' }),
            database: string({ format: 'identifier', default: 'dex', description: 'Database.' }),
            user: string({ format: 'identifier', default: 'dex', description: 'Role.' }),
            sslMode: oneOf(['disable', 'require', 'verify-ca', 'verify-full'], {
              default: 'require',
              description: 'How TLS is used.',
            }),
            existingSecret: optionalName('Secret with the password of the role.'),
            secretKey: string({ format: 'dataKey', default: 'password', description: 'Key of that Secret.' }),
          },
          { description: 'PostgreSQL as storage.' },
        ),
      },
      { description: 'Storage of Dex.' },
    ),
    github: object(
      {
        enabled: boolean({ default: false, description: 'Let people log in with GitHub.' }),
        organizations: list(string({ format: 'qualifiedName', description: 'Name of an organization.' }), {
          default: [],
          description: 'Organizations whose members may log in; empty for everybody on GitHub.',
        }),
        existingSecret: optionalName('Secret with the OAuth application of GitHub.'),
        secretKeys: object(
          {
            clientId: string({ format: 'dataKey', default: 'client-id', description: 'Key of the client id.' }),
            clientSecret: string({
              format: 'dataKey',
              default: 'client-secret',
              description: 'Key of the client secret.',
            }),
          },
          { description: 'Keys of that Secret.' },
        ),
      },
      { description: 'Connector to GitHub.' },
    ),
    staticPasswords: list(
      object(
        {
          email: string({ format: 'email', description: 'E-mail address, the name to log in with.' }),
          username: string({ format: 'quotableLine', minLength: 1, description: 'Name that is shown.' }),
          userID: string({ format: 'quotableLine', minLength: 1, description: 'Identity; never change it.' }),
          hashFromEnv: string({
            format: 'environmentVariable',
            description: 'Environment variable with the bcrypt hash (dex.envFrom).',
          }),
        },
        { description: 'A person.' },
      ),
      { default: [], description: 'People that Dex itself knows. Their password hashes come from a Secret.' },
    ),
    skipApprovalScreen: boolean({
      default: true,
      description: 'Do not ask people to approve that the API sees who they are.',
    }),
    expiry: object(
      {
        idTokens: string({ format: 'duration', default: '24h', description: 'How long an id token is valid.' }),
        authRequests: string({ format: 'duration', default: '24h', description: 'How long a login may take.' }),
      },
      { description: 'Lifetimes.' },
    ),
    logLevel: oneOf(['debug', 'info', 'warn', 'error'], { default: 'info', description: 'What is logged.' }),
    logFormat: oneOf(['json', 'text'], { default: 'json', description: 'Form of the log.' }),
  },
  { description: 'Configuration of Dex (https://dexidp.io/docs/configuration/).' },
);

/** What can be configured of Dex. */
export const dexValues = object(
  {
    ...dexSlice.schema.properties,
    image: imageValues(images.dex),
    replicaCount: integer({ minimum: 1, maximum: 20, default: 1, description: 'Pods.' }),
    config: configValues,
    env: map(string({ format: 'textLines', description: 'Value.' }), {
      keys: 'environmentVariable',
      reserved: ['OIDC_CLIENT_SECRET', 'GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET', 'DEX_POSTGRES_PASSWORD'],
      default: {},
      description: 'More environment variables, by name.',
    }),
    envFrom: list(kubernetes('EnvFromSource', { description: 'A Secret or ConfigMap.' }), {
      default: [],
      description: 'Secrets and ConfigMaps whose keys become environment variables.',
    }),
    persistence: persistenceValues({ enabled: false, size: '1Gi' }),
    ingress: object(
      {
        enabled: boolean({ default: false, description: 'Make an Ingress for dex.issuer.' }),
        className: optionalName('IngressClass; empty for the default one of the cluster.'),
        annotations: map(string({ format: 'textLines', description: 'Value.' }), {
          keys: 'qualifiedName',
          default: {},
          description: 'Annotations of the Ingress.',
        }),
        host: string({ format: 'wildcardHost', allowEmpty: true, default: '', description: 'Host of dex.issuer.' }),
        tlsSecretName: optionalName('Secret with the certificate; empty for no TLS.'),
      },
      { description: 'Ingress of Dex.' },
    ),
    serviceAccount: serviceAccountValues,
    resources: resourcesValues({ requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '128Mi' } }),
    startupProbe: probeValues(
      { periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 24 },
      'How long Dex may take to start.',
    ),
    livenessProbe: probeValues(
      { periodSeconds: 15, timeoutSeconds: 3, failureThreshold: 4 },
      'When a pod is restarted.',
    ),
    readinessProbe: probeValues(
      { periodSeconds: 10, timeoutSeconds: 3, failureThreshold: 3 },
      'When a pod gets no requests.',
    ),
    ...podValues,
  },
  { description: 'Dex, the identity provider.' },
);

/** The values of Dex as expressions. */
export type DexValues = ValueRef<ValuesOf<typeof dexValues>>;
