import type { Manifest } from 'chartkit';

import type { Container, MadePod } from '../pods.js';
import type { Contract } from './contract.js';

type Labels = Readonly<Record<string, string>>;

/** Services and ServiceMonitors, as far as they are looked at here. */
interface Selecting {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels?: Labels };
  readonly spec: {
    readonly selector?: Labels & { readonly matchLabels?: Labels };
    readonly ports?: readonly { readonly name: string; readonly port: number; readonly targetPort: string }[];
    readonly endpoints?: readonly { readonly port: string; readonly path: string }[];
  };
}

const matches = (labels: Labels, selector: Labels): boolean =>
  Object.entries(selector).every(([key, value]) => labels[key] === value);

/** What is wrong with the ports of a container and of the Services in front of it. */
export function portProblems(
  { ports }: Contract,
  container: Container,
  pod: MadePod,
  objects: readonly Manifest[],
): readonly string[] {
  const rendered = Object.fromEntries((container.ports ?? []).map(({ name, containerPort }) => [name, containerPort]));
  const own = [
    ...Object.entries(ports).flatMap(([name, { number, optional }]) =>
      rendered[name] === number || (optional !== undefined && rendered[name] === undefined)
        ? []
        : [`port ${name} must be ${String(number)}, but is ${String(rendered[name])}`],
    ),
    ...Object.keys(rendered)
      .filter((name) => !Object.hasOwn(ports, name))
      .map((name) => `port ${name} is not listened on`),
  ];
  const services = (objects as unknown as readonly Selecting[]).filter(
    ({ kind, spec }) => kind === 'Service' && matches(pod.labels, spec.selector ?? {}),
  );
  if (services.length === 0) return [...own, 'no Service selects its pod'];
  const served = services.flatMap(({ metadata, spec }) =>
    (spec.ports ?? []).flatMap(({ targetPort, port }) => {
      const number = ports[targetPort]?.number ?? port;
      return number === port ? [] : [`the Service ${metadata.name} must have port ${String(number)} for ${targetPort}`];
    }),
  );
  const targets = services.flatMap(({ spec }) => (spec.ports ?? []).map(({ targetPort }) => targetPort));
  const unserved = Object.entries(ports)
    .filter(([name, { direct }]) => direct === undefined && rendered[name] !== undefined && !targets.includes(name))
    .map(([name]) => `no Service has port ${name}`);
  return [...own, ...served, ...unserved];
}

/** What is wrong with the places where Prometheus is told to find metrics. */
export function metricsProblems(
  { metrics, ports }: Contract,
  pod: MadePod,
  objects: readonly Manifest[],
): readonly string[] {
  if (metrics === undefined) return [];
  const annotation = (key: string): string | undefined => pod.annotations[`prometheus.io/${key}`];
  const monitors = (objects as unknown as readonly Selecting[]).filter(
    ({ kind, spec }) => kind === 'ServiceMonitor' && matches(pod.labels, spec.selector?.matchLabels ?? {}),
  );
  const told = [
    ...(annotation('scrape') === 'true'
      ? [`the annotations :${String(annotation('port'))}${String(annotation('path'))}`]
      : []),
    ...monitors.flatMap(({ metadata, spec }) =>
      (spec.endpoints ?? []).map(
        ({ port, path }) => `the ServiceMonitor ${metadata.name} :${String(ports[port]?.number)}${path}`,
      ),
    ),
  ];
  if ('notScraped' in metrics)
    return told.map((place) => `${place} is scraped, but has no metrics (${metrics.notScraped})`);
  const placeOf = (port: string): string => `:${String(ports[port]?.number)}${metrics.path}`;
  const expected = placeOf(metrics.port);
  const known = [metrics.port, ...(metrics.also ?? [])].map(placeOf);
  return [
    ...told
      .filter((place) => !known.some((one) => place.endsWith(` ${one}`)))
      .map((place) => `${place} must say ${expected}`),
    ...(annotation('scrape') === 'true' ? [] : ['no annotation tells where its metrics are']),
  ];
}
