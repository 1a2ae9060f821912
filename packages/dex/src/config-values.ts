import { dexDatabaseSlice } from '@semantic-explorer/platform';
import { boolean, list, object, oneOf, optionalField, string } from 'chartkit';

const secretName = (description: string) =>
  string({ format: 'dnsSubdomain', allowEmpty: true, maxLength: 253, default: '', description });
const secretKey = (key: string, description: string) =>
  string({ format: 'dataKey', maxLength: 253, default: key, description });
const duration = (byDefault: string, description: string) =>
  string({ format: 'duration', default: byDefault, description });

const github = object(
  {
    enabled: boolean({ default: false, description: 'Let people log in with GitHub.' }),
    organizations: list(string({ format: 'qualifiedName', description: 'Name of an organization.' }), {
      default: [],
      description: 'Organizations whose members may log in; empty for everybody on GitHub.',
    }),
    existingSecret: secretName('Secret with the OAuth application of GitHub.'),
    secretKeys: object(
      {
        clientId: secretKey('client-id', 'Key of the client id.'),
        clientSecret: secretKey('client-secret', 'Key of the client secret.'),
      },
      { description: 'Keys of that Secret.' },
    ),
  },
  { description: 'Connector to GitHub.' },
);

const staticPassword = object(
  {
    email: string({ format: 'email', description: 'E-mail address, the name to log in with.' }),
    username: string({ format: 'quotableLine', minLength: 1, description: 'Name that is shown.' }),
    preferredUsername: optionalField(
      string({
        format: 'quotableLine',
        allowEmpty: true,
        description:
          'Claim preferred_username, by which the API identifies the user and the owner of data. Defaults to `username`. Must be unique; a user with another value no longer sees existing data.',
      }),
    ),
    userID: string({ format: 'quotableLine', minLength: 1, description: 'Identity; never change it.' }),
    hashFromEnv: string({
      format: 'environmentVariable',
      description: 'Environment variable with the bcrypt hash (dex.envFrom).',
    }),
  },
  { description: 'A person.' },
);

const staticClient = object(
  {
    id: string({
      format: 'quotableLine',
      minLength: 1,
      description: 'Client id, another one than oidc.clientId and grafana.oidc.clientId.',
    }),
    name: string({ format: 'quotableLine', minLength: 1, description: 'Name that is shown.' }),
    secretEnv: optionalField(
      string({
        format: 'environmentVariable',
        description: 'Environment variable with the client secret (dex.envFrom). Left out, the client is a public one.',
      }),
    ),
    redirectURIs: list(string({ format: 'httpUrl', description: 'A URL.' }), {
      minItems: 1,
      description: 'Where browsers are sent back to.',
    }),
  },
  { description: 'A client.' },
);

const refreshTokens = object(
  {
    reuseInterval: duration('3s', 'How long a token can be used again after it was exchanged.'),
    validIfNotUsedFor: duration('2160h', 'How long a token is valid that nobody uses.'),
    absoluteLifetime: duration('3960h', 'How long a token is valid at most.'),
  },
  { description: 'Lifetimes of refresh tokens.' },
);

/** What can be configured of Dex itself, named as in its own file where it has a name there. */
export const configValues = object(
  {
    ...dexDatabaseSlice.schema.properties.config.properties,
    github,
    enablePasswordDB: boolean({
      default: true,
      description: 'Let people log in with a password that Dex checks. Dex does not start with no way to log in.',
    }),
    staticPasswords: list(staticPassword, {
      default: [],
      description: 'People that Dex itself knows. Their password hashes come from a Secret.',
    }),
    staticClients: list(staticClient, {
      default: [],
      description: 'Clients beside the API and Grafana, whose clients stand there when they are used.',
    }),
    skipApprovalScreen: boolean({
      default: true,
      description: 'Do not ask people to approve that the API sees who they are.',
    }),
    expiry: object(
      {
        idTokens: duration('24h', 'How long an id token is valid.'),
        authRequests: duration('24h', 'How long a login may take.'),
        deviceRequests: duration('5m', 'How long the login of a device may take.'),
        refreshTokens,
      },
      { description: 'Lifetimes.' },
    ),
    grpc: object(
      {
        enabled: boolean({
          default: true,
          description: 'Serve the gRPC API, which asks nobody who they are: keep others away from its port.',
        }),
      },
      { description: 'API with which clients and passwords are managed.' },
    ),
    logLevel: oneOf(['debug', 'info', 'warn', 'error'], { default: 'info', description: 'What is logged.' }),
    logFormat: oneOf(['json', 'text'], { default: 'json', description: 'Form of the log.' }),
  },
  { description: 'Configuration of Dex (https://dexidp.io/docs/configuration/).' },
);
