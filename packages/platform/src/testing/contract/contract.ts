import { readFileSync } from 'node:fs';

import { parse } from 'yaml';

import type { ProgramLimitations } from '../../limitations.js';

/** A place in the source of the program where it says so. */
interface Sourced {
  readonly at: string;
}

/** What a program says of a variable. */
export interface ContractVariable extends Sourced {
  readonly required?: true;
  /** Needed if another variable has a value, as in `SERVER_SSL_ENABLED=true`. */
  readonly requiredIf?: string;
  /** Its value may stand in a Secret only. */
  readonly secret?: true;
  /** Read without any effect, and why. */
  readonly unused?: string;
  /** Why it is rendered although it has no effect. */
  readonly rendered?: string;
}

/** What a program answers when it is asked how it is. */
export interface ContractProbe extends Sourced {
  readonly path: string;
  /** Name of one of the ports. */
  readonly port: string;
  /** Why the path is asked by a command in the container, not by the kubelet. */
  readonly executed?: string;
}

/** The probes of a container. */
export type ProbeKind = 'startup' | 'liveness' | 'readiness';

/** Names of metrics. A histogram is exported as the series `_bucket`, `_sum` and `_count`. */
export interface ExportedMetrics {
  readonly histograms: readonly string[];
  readonly others: readonly string[];
}

/** What a program reads, needs, exports and cannot do: `contract.yaml` of a service. */
export interface Contract extends ProgramLimitations {
  readonly source: string;
  /** Whether its image has a shell. */
  readonly shell: boolean;
  readonly environment: Readonly<Record<string, ContractVariable>>;
  /** Variables that the program does not read itself, and why they are there. */
  readonly auxiliary: Readonly<Record<string, string>>;
  readonly ports: Readonly<Record<string, Sourced & { readonly number: number }>>;
  readonly probes: Readonly<Record<ProbeKind, ContractProbe>>;
  readonly writablePaths: Readonly<Record<string, Sourced>>;
  /** Paths of the image that the program needs, so that no volume may be mounted over them. */
  readonly imagePaths: Readonly<Record<string, Sourced>>;
  /** How the program finds certificate authorities; only for programs that end when they find none. */
  readonly authorities?: Sourced & {
    /** Variable that names the file with them. */
    readonly variable: string;
    /** The file in the image; absent when the image has none. */
    readonly image?: string;
  };
  /** The program may take as long as the variable says (or the default), and some more. */
  readonly grace: Sourced & {
    readonly variable?: string;
    readonly defaultSeconds: number;
    readonly moreSeconds: number;
  };
  /** Where its metrics are scraped, or why they are not. */
  readonly metrics: Sourced & ({ readonly port: string; readonly path: string } | { readonly notScraped: string });
  /** Names of metrics, scraped or pushed. */
  readonly exports: ExportedMetrics;
}

/** Reads the contract of a service. */
export const readContract = (url: URL): Contract => parse(readFileSync(url, 'utf8')) as Contract;
