import type { Condition, DynamicItem, Expr, k8s, Rule, Slice } from 'chartkit';
import { helper, replace, urlPort, when } from 'chartkit';

import type { Environment } from '../environment.js';
import type { NetworkPort } from '../network/network.js';
import { waitFor } from '../wait-for.js';

/** Something that services reach over the network: what every client needs to know of it. */
export interface Connection {
  /** Name in `wait-for-<name>`. */
  readonly name: string;
  /** Values of which the rest is made. */
  readonly slices: readonly Slice[];
  /** What must answer before a client starts; the scheme decides which protocol (see `WaitFor`). */
  readonly waitUrl: Expr<string>;
  /** A sidecar through which programs reach the server, for what they cannot do themselves. */
  readonly proxy?: DynamicItem<k8s.Container>;
  /** Variables that `waitUrl` mentions as `$(NAME)`, and those that its protocol needs (see `wait-for.mjs`). */
  readonly waitEnvironment?: Environment;
  /** Statuses from this one on are no answer of an HTTP server. */
  readonly waitStatusBelow?: number;
  /** Whether there is one, in the release or outside of it; absent when there always is. */
  readonly available?: Expr<unknown>;
  /** Where its certificate is to be seen, when it has one: a URL whose scheme says how TLS begins (`certificates.mjs`). */
  readonly certificate?: {
    readonly url: Expr<string>;
    readonly when: Condition;
    /** That only a server outside of the release has one. */
    readonly beyondOnly?: true;
  };
  /** The service of the release that answers, while `deployed` holds. */
  readonly server: { readonly service: string; readonly port: number; readonly deployed: Expr<boolean> };
  /** When clients reach it outside of the release; never when absent. */
  readonly beyond?: {
    readonly when: Condition;
    /** On which ports: `portOfUrl` where the values have a URL. */
    readonly ports: readonly NetworkPort[];
    /** Whether it may stand behind an Ingress of the same cluster. */
    readonly throughIngress?: boolean;
  };
  /** What the values must fulfil when anybody uses it. */
  readonly rules?: readonly Rule[];
  /** Variables by which most programs of the platform find it. */
  readonly environment: Environment;
}

/**
 * The port of a server outside of the release, under its URL.
 *
 * @param server as names of the chart's templates call it, such as `minio`
 */
export const portOfUrl = (server: string, url: Expr<string>): NetworkPort => ({
  port: helper<number>(
    `semantic-explorer.${server}.externalPort`,
    'Port in the URL of the server outside.',
    urlPort(url),
  ),
});

/** That a service uses a connection, and how. */
export interface ConnectionUse {
  readonly connection: Connection;
  readonly waits: boolean;
  readonly environment: Environment;
}

/**
 * Declares that a service uses a connection.
 *
 * By default its pods wait for the server, and its program reads the usual variables.
 */
export const connect = (
  connection: Connection,
  { waits = true, environment = connection.environment }: Partial<Omit<ConnectionUse, 'connection'>> = {},
): ConnectionUse => ({ connection, waits, environment });

/** The slices of values that a service with these connections uses. */
export const connectionSlices = (uses: readonly ConnectionUse[]): readonly Slice[] => [
  ...new Set(uses.flatMap(({ connection }) => connection.slices)),
];

/** What the values must fulfil for these connections. */
export const connectionRules = (uses: readonly ConnectionUse[]): readonly Rule[] =>
  uses.flatMap(({ connection }) => connection.rules ?? []);

/** The variables by which a program finds what it uses. */
export const connectionEnvironment = (uses: readonly ConnectionUse[]): Environment =>
  uses.flatMap(({ environment }) => environment);

/** The `waitUrl` of a gRPC server whose clients take a URL with http or https. */
export const grpcWaitUrl = (url: Expr<string>): Expr<string> => withScheme('grpc', url);

/** The start of the `waitUrl` of a bucket, from the URL of its object store. */
export const s3WaitUrl = (url: Expr<string>): Expr<string> => withScheme('s3', url);

const withScheme = (scheme: string, url: Expr<string>): Expr<string> =>
  replace('http://', `${scheme}://`, replace('https://', `${scheme}s://`, url));

/**
 * The init containers of a pod with these connections: for each one its sidecar, and a container that waits until the server
 * answers, in the way in which it will answer to the program.
 */
export const connectionInitContainers = (uses: readonly ConnectionUse[]): readonly DynamicItem<k8s.Container>[] =>
  uses.flatMap(({ connection, waits }) => [
    ...(connection.proxy === undefined ? [] : [connection.proxy]),
    ...(waits ? [waitContainer(connection)] : []),
  ]);

function waitContainer(connection: Connection): DynamicItem<k8s.Container> {
  const { name, waitUrl, waitEnvironment, waitStatusBelow, available } = connection;
  const container = waitFor({ name, url: waitUrl, environment: waitEnvironment, statusBelow: waitStatusBelow });
  return available === undefined ? container : when<k8s.Container>(available, container);
}
