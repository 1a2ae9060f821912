import type { Condition, Expr } from 'chartkit';
import { when } from 'chartkit';

/** Where a container exports metrics. */
export interface ScrapedPort {
  readonly port: number;
  readonly path: string;
  /** Condition under which it is served over HTTPS. */
  readonly https?: Condition;
}

/** Starts of annotation keys that the chart sets on pods itself. */
export const reservedPodAnnotationPrefixes = ['checksum/', 'prometheus.io/'] as const;

/**
 * Annotations of a pod by which Prometheus finds its metrics. The Prometheus of the chart reads them in its own namespace,
 * so no scrape job repeats a host or a port; many others know them too.
 */
export const scrapeAnnotations = ({
  port,
  path,
  https,
}: ScrapedPort): Readonly<Record<string, Expr<string> | string>> => ({
  'prometheus.io/scrape': 'true',
  'prometheus.io/port': String(port),
  'prometheus.io/path': path,
  ...(https === undefined ? {} : { 'prometheus.io/scheme': when(https, 'https', 'http') }),
});
