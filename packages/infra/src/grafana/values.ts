import {
  grafanaLoginSlice,
  images,
  imageValues,
  ingressValues,
  persistenceValues,
  podValues,
  probeValues,
  resourcesValues,
  serviceAccountValues,
} from '@semantic-explorer/platform';
import type { ValueRef, ValuesOf } from 'chartkit';
import { anyObject, boolean, map, object, oneOf, optionalField, string } from 'chartkit';

/** What can be configured of Grafana. */
export const grafanaValues = object(
  {
    ...grafanaLoginSlice.schema.properties,
    oidc: object(
      {
        ...grafanaLoginSlice.schema.properties.oidc.properties,
        role: oneOf(['Viewer', 'Editor', 'Admin'], {
          default: 'Viewer',
          description: 'Role of people who log in in this way.',
        }),
      },
      { description: 'Login through Dex.' },
    ),
    image: imageValues(images.grafana),
    quickwitPlugin: object(
      {
        enabled: boolean({
          default: false,
          description:
            'Search logs of Quickwit too, by its own plugin, which the image of Grafana lacks. Traces need none.',
        }),
        existingClaim: string({
          format: 'dnsSubdomain',
          allowEmpty: true,
          maxLength: 253,
          default: '',
          description:
            'Claim that holds the unpacked plugin, in a folder "quickwit-quickwit-datasource". Grafana reads plugins from there.',
        }),
      },
      { description: 'Plugin of Quickwit (https://github.com/quickwit-oss/quickwit-datasource).' },
    ),
    extraDataSources: map(
      object(
        {
          type: string({ format: 'dnsLabel', description: 'Id of the plugin, such as "loki".' }),
          url: string({ format: 'baseUrl', description: 'Where Grafana reaches it.' }),
          jsonData: optionalField(anyObject({ description: 'More settings, as the plugin has them. No secrets.' })),
        },
        { description: 'A data source.' },
      ),
      {
        keys: 'qualifiedName',
        reserved: ['Prometheus'],
        default: {},
        description: 'More data sources, by their names. Grafana must have their plugins, and they ask for no login.',
      },
    ),
    persistence: persistenceValues({ size: '10Gi' }),
    ingress: ingressValues('Grafana'),
    serviceAccount: serviceAccountValues,
    resources: resourcesValues({ requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '512Mi' } }),
    startupProbe: probeValues(
      { periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 60 },
      'How long Grafana may take to start: it migrates its database.',
    ),
    livenessProbe: probeValues(
      { periodSeconds: 15, timeoutSeconds: 5, failureThreshold: 6 },
      'When Grafana is restarted.',
    ),
    readinessProbe: probeValues(
      { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
      'When it gets no requests.',
    ),
    ...podValues,
  },
  { description: 'Grafana, the dashboards.' },
);

/** The values of Grafana as expressions. */
export type GrafanaValues = ValueRef<ValuesOf<typeof grafanaValues>>;
