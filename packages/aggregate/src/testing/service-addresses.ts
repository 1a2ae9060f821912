import type { Manifest } from 'chartkit';

/** A place in the rendered objects that names a host and a port of the release. */
export interface Address {
  readonly host: string;
  readonly port: number;
  /** `Kind name: path` of the text in which it stands. */
  readonly where: string;
}

/** Every `host:port` in the texts of objects whose host starts with the name that all objects share. */
export function serviceAddresses(objects: readonly Manifest[], fullname: string): readonly Address[] {
  const pattern = new RegExp(`(?<![A-Za-z0-9.-])(${fullname}-[a-z0-9.-]+):(\\d+)`, 'g');
  return objects.flatMap((object) => {
    const { kind, metadata } = object as { readonly kind: string; readonly metadata: { readonly name: string } };
    return textsOf(object).flatMap(({ path, text }) =>
      [...text.matchAll(pattern)].map(([, host = '', port]) => ({
        host,
        port: Number(port),
        where: `${kind} ${metadata.name}: ${path.join('.')}`,
      })),
    );
  });
}

/** The addresses under which nothing in the release answers, one sentence each. */
export function unresolvedAddresses(objects: readonly Manifest[], fullname: string): readonly string[] {
  const services = new Map(
    objects
      .filter(({ kind }) => kind === 'Service')
      .map((object) => {
        const { metadata, spec } = object as unknown as RenderedService;
        return [metadata.name, new Set(spec.ports.map(({ port }) => port))];
      }),
  );
  return serviceAddresses(objects, fullname).flatMap(({ host, port, where }) => {
    const labels = host.split('.');
    // `<pod>.<headless Service>` names one pod, `<Service>` all of them; the namespace and the cluster's domain may follow.
    const [first = '', second = ''] = labels;
    const ports = services.get(first) ?? services.get(second);
    if (ports === undefined) return [`${where}: there is no Service for ${host}`];
    return ports.has(port) ? [] : [`${where}: the Service for ${host} has no port ${String(port)}`];
  });
}

interface RenderedService {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly ports: readonly { readonly port: number }[] };
}

function textsOf(value: unknown, path: readonly string[] = []): readonly { path: readonly string[]; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) => textsOf(item, [...path, key]));
}
