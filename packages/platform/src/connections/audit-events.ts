import type { k8s } from 'chartkit';
import { and, boolean, eq, not, object, or, slice, string, when } from 'chartkit';

import { hasPrivateCertificates } from '../certificates.js';
import { secretKeyRef } from '../secrets.js';
import { grafanaLoginSlice } from './grafana.js';
import { postgresql, postgresqlSlice } from './postgresql.js';

/** Whether Grafana shows audit events, and how it logs in to an external PostgreSQL. */
export const auditEventsSlice = slice(
  'grafana',
  object(
    {
      auditEvents: object(
        {
          enabled: boolean({
            default: true,
            description:
              'Provision a dashboard of audit events and its data source. Grafana reads them with a PostgreSQL role that can read nothing else. An external PostgreSQL also needs `existingSecret`.',
          }),
          existingSecret: string({
            format: 'dnsSubdomain',
            allowEmpty: true,
            maxLength: 253,
            default: '',
            description:
              'Secret with the password of the role `audit_reader` of an external PostgreSQL. If empty, there is no dashboard of audit events with an external PostgreSQL.',
          }),
          secretKey: string({
            format: 'dataKey',
            maxLength: 253,
            default: 'password',
            description: 'Key of that Secret.',
          }),
        },
        { description: 'Audit events of the application, which need three NATS servers.' },
      ),
    },
    { description: 'Grafana, the dashboards.' },
  ),
);

const { auditEvents } = auditEventsSlice.values;
const server = postgresqlSlice.values;

/** The role that reads audit events. */
export const auditReader = 'audit_reader';

/** Connections that Grafana opens with it. */
export const auditEventsConnections = 3;

/** Whether the server of the release has that role. */
export const hasAuditReader = and(grafanaLoginSlice.values.enabled, auditEvents.enabled);

/** Whether Grafana can read audit events. */
export const auditEventsAvailable = and(auditEvents.enabled, or(server.enabled, auditEvents.existingSecret));

/** Whether Grafana checks the certificate of an external server by private authorities. */
export const auditEventsNeedCertificates = and(
  auditEvents.enabled,
  not(server.enabled),
  auditEvents.existingSecret,
  hasPrivateCertificates,
);

/** The password of the role in the server of the release. */
export const auditReaderPasswordRef = () =>
  secretKeyRef(server.auth.existingSecret, server.auth.secretKeys.auditReaderPassword);

/** What Grafana needs to log in. */
export const auditEventsLogin = {
  url: postgresql.address,
  database: server.auth.database,
  // Grafana knows no `prefer` (https://grafana.com/docs/grafana/latest/datasources/postgres/configure/).
  sslMode: when(eq(postgresql.sslMode, 'prefer'), 'require', postgresql.sslMode),
  passwordRef: () =>
    when<k8s.EnvVarSource>(server.enabled, auditReaderPasswordRef(), {
      secretKeyRef: { name: auditEvents.existingSecret, key: auditEvents.secretKey },
    }),
} as const;
