import { ofKind, podsOf } from '@semantic-explorer/platform/testing';
import { Ajv } from 'ajv';
import type { Manifest } from 'chartkit';
import { parse } from 'yaml';

/*
 * What Grafana 13 takes as provisioning and variables, since no registry offers the program itself. After its documentation
 * (https://grafana.com/docs/grafana/latest/administration/provisioning/, …/setup-grafana/configure-grafana/). Grafana itself
 * ignores what it does not know, so these schemas are stricter. Parts that the chart does not use are left out.
 */

const strict = (
  properties: Readonly<Record<string, object>>,
  required: readonly string[] = [],
  conditions: Readonly<Record<string, object>> = {},
) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
  ...conditions,
});
const text = { type: 'string', minLength: 1 };
const flag = { type: 'boolean' };
/** https://grafana.com/docs/grafana/latest/datasources/postgres/configure/#provision-the-data-source */
const postgresqlSettings = strict(
  {
    database: text,
    sslmode: { enum: ['disable', 'require', 'verify-ca', 'verify-full'] },
    tlsConfigurationMethod: { enum: ['file-path', 'file-content'] },
    sslRootCertFile: { type: 'string', pattern: '^/' },
    maxOpenConns: { type: 'integer', minimum: 1 },
    maxIdleConns: { type: 'integer', minimum: 1 },
  },
  ['database', 'sslmode'],
);

const ajv = new Ajv({ allErrors: true });
const files = {
  'datasources.yaml': ajv.compile(
    strict(
      {
        apiVersion: { const: 1 },
        prune: flag,
        datasources: {
          type: 'array',
          items: strict(
            {
              name: text,
              uid: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,40}$' },
              type: text,
              access: { enum: ['proxy', 'direct'] },
              url: { type: 'string' },
              user: text,
              isDefault: flag,
              jsonData: { type: 'object' },
              // Of the environment: this file is a ConfigMap.
              secureJsonData: {
                type: 'object',
                additionalProperties: { type: 'string', pattern: '^\\$__env\\{[A-Z_]+\\}$' },
              },
            },
            ['name', 'type', 'access'],
            {
              if: { properties: { type: { const: 'postgres' } }, required: ['type'] },
              then: {
                properties: { url: { type: 'string', pattern: '^[^/]+:[0-9]+$' }, jsonData: postgresqlSettings },
                required: ['user'],
              },
              else: {
                properties: { url: { type: 'string', pattern: '^https?://' }, user: false, secureJsonData: false },
              },
            },
          ),
        },
      },
      ['apiVersion'],
    ),
  ),
  'dashboards.yaml': ajv.compile(
    strict(
      {
        apiVersion: { const: 1 },
        providers: {
          type: 'array',
          items: strict(
            {
              name: text,
              folder: text,
              type: { const: 'file' },
              disableDeletion: flag,
              allowUiUpdates: flag,
              options: strict({ path: { type: 'string', pattern: '^/' } }, ['path']),
            },
            ['name', 'type', 'options'],
          ),
        },
      },
      ['apiVersion', 'providers'],
    ),
  ),
} as const;

/** The documented settings, `GF_<SECTION>_<KEY>`, what the provisioned files name, and how their texts look. */
const variables: Readonly<Record<string, RegExp>> = {
  GF_SERVER_HTTP_PORT: /^[0-9]{2,5}$/,
  GF_SERVER_ROOT_URL: /^https?:\/\//,
  GF_SECURITY_ADMIN_USER: /^.+$/,
  GF_SECURITY_ADMIN_PASSWORD: /^.+$/,
  GF_SECURITY_SECRET_KEY: /^.+$/,
  GF_USERS_ALLOW_SIGN_UP: /^(true|false)$/,
  AUDIT_READER_PASSWORD: /^.+$/,
  GF_LOG_MODE: /^(console|file|syslog)( (console|file|syslog))*$/,
  GF_PATHS_PLUGINS: /^\//,
  GF_PLUGINS_PREINSTALL_DISABLED: /^(true|false)$/,
  GF_PLUGINS_PREINSTALL_AUTO_UPDATE: /^(true|false)$/,
  GF_ANALYTICS_CHECK_FOR_UPDATES: /^(true|false)$/,
  GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: /^(true|false)$/,
  GF_ANALYTICS_REPORTING_ENABLED: /^(true|false)$/,
  GF_NEWS_NEWS_FEED_ENABLED: /^(true|false)$/,
  GF_AUTH_GENERIC_OAUTH_ENABLED: /^(true|false)$/,
  GF_AUTH_GENERIC_OAUTH_NAME: /^.+$/,
  GF_AUTH_GENERIC_OAUTH_CLIENT_ID: /^.+$/,
  GF_AUTH_GENERIC_OAUTH_CLIENT_SECRET: /^.+$/,
  GF_AUTH_GENERIC_OAUTH_SCOPES: /^openid( [a-z_]+)*$/,
  GF_AUTH_GENERIC_OAUTH_AUTH_URL: /^https?:\/\//,
  GF_AUTH_GENERIC_OAUTH_TOKEN_URL: /^https?:\/\//,
  GF_AUTH_GENERIC_OAUTH_API_URL: /^https?:\/\//,
  GF_AUTH_GENERIC_OAUTH_USE_PKCE: /^(true|false)$/,
  GF_AUTH_GENERIC_OAUTH_ALLOW_SIGN_UP: /^(true|false)$/,
  // A JMESPath expression; the chart gives a literal.
  GF_AUTH_GENERIC_OAUTH_ROLE_ATTRIBUTE_PATH: /^'(Viewer|Editor|Admin)'$/,
};

/** What is wrong with a file of provisioning. */
export function provisioningProblems(name: string, content: unknown): readonly string[] {
  const validate = Object.hasOwn(files, name) ? files[name as keyof typeof files] : undefined;
  if (validate === undefined) return [`${name}: there is no such file`];
  if (!validate(content))
    return (validate.errors ?? [])
      .filter(({ keyword }) => keyword !== 'if')
      .map(({ instancePath, message }) => `${instancePath}: ${message ?? ''}`);
  const { datasources = [] } = content as { readonly datasources?: readonly { readonly name: string }[] };
  const names = datasources.map((source) => source.name);
  return names.filter((one, index) => names.indexOf(one) !== index).map((one) => `${name}: "${one}" is there twice`);
}

/** What is wrong with the provisioning, the dashboards and the variables among the objects of Grafana. */
export function grafanaProblems(objects: readonly Manifest[]): readonly string[] {
  const data = ofKind(objects, 'ConfigMap').flatMap((configMap) =>
    Object.entries(configMap['data'] as Readonly<Record<string, string>>),
  );
  const provisioning = data.filter(([name]) => name.endsWith('.yaml'));
  const dashboards = data.filter(([name]) => name.endsWith('.json'));
  const env = podsOf(objects).flatMap(({ spec }) => spec.containers.flatMap((container) => container.env ?? []));
  return [
    ...provisioning.flatMap(([name, content]) => provisioningProblems(name, parse(content))),
    ...Object.keys(files).filter((name) => !provisioning.some(([one]) => one === name)),
    ...dashboards.flatMap(([name, content]) => (hasTitle(JSON.parse(content)) ? [] : [`${name}: has no title or uid`])),
    ...env.flatMap(({ name, value }) => {
      const pattern = variables[name];
      if (pattern === undefined) return [`${name}: there is no such setting`];
      return value === undefined || pattern.test(value) ? [] : [`${name}: "${value}" is not taken`];
    }),
  ];
}

const hasTitle = (dashboard: unknown): boolean => {
  const { title, uid } = dashboard as { readonly title?: unknown; readonly uid?: unknown };
  return typeof title === 'string' && typeof uid === 'string' && /^[A-Za-z0-9_-]{1,40}$/.test(uid);
};
