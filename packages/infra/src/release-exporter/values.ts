import { podValues, resourcesValues, serviceAccountValues } from '@semantic-explorer/platform';
import { boolean, integer, object } from 'chartkit';

/** What can be configured of the exporter. */
export const releaseExporterValues = object(
  {
    enabled: boolean({
      default: true,
      description:
        'Deploy it where there is something to export: a server that is reached over TLS, or backups. It runs in scripts.image.',
    }),
    certificates: object(
      {
        intervalSeconds: integer({
          minimum: 10,
          maximum: 86_400,
          default: 300,
          description: 'Seconds between two looks at the certificate of a server.',
        }),
      },
      { description: 'Certificates of the servers that services of the release reach over TLS.' },
    ),
    serviceAccount: serviceAccountValues,
    resources: resourcesValues({ requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: '128Mi' } }),
    ...podValues,
  },
  {
    description:
      'Exports to Prometheus what no program says of itself: when certificates expire, and when backups last succeeded.',
  },
);
