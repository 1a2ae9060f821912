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

/** What a program answers when it is asked how it is: by a path, by a command in its container or by taking connections. */
export type ContractProbe = Sourced &
  (
    | {
        readonly path: string;
        /** Name of one of the ports. */
        readonly port: string;
        /** Why the path is asked by a command in the container, not by the kubelet. */
        readonly executed?: string;
      }
    | {
        /** Program in the image that succeeds while the server is well. */
        readonly command: string;
      }
    | {
        /** Name of the port on which it takes connections. */
        readonly connects: string;
      }
  );

/** A port on which a program listens. */
export interface ContractPort extends Sourced {
  readonly number: number;
  /** Who asks the pod itself, where no Service has the port. */
  readonly direct?: string;
  /** When it listens there, if it does not always. */
  readonly optional?: string;
}

/** The probes of a container. */
export type ProbeKind = 'startup' | 'liveness' | 'readiness';

/** Names of metrics. A histogram is exported as the series `_bucket`, `_sum` and `_count`. */
export interface ExportedMetrics {
  readonly histograms: readonly string[];
  readonly others: readonly string[];
}

/** What a program reads, needs, exports and cannot do: `contract.yaml` of a service, which may leave out what has a default. */
export interface Contract extends ProgramLimitations {
  readonly source: string;
  /** Name of the service whose pod it is, where containers of several services have that name. */
  readonly pod?: string;
  /** The user that the image is made for. */
  readonly user?: Sourced & { readonly uid: number };
  /** Whether its image has a shell. */
  readonly shell: boolean;
  /** What compares the other variables, where `environment` lists only those that the program cannot do without. */
  readonly otherVariables?: string;
  /** None by default. */
  readonly environment: Readonly<Record<string, ContractVariable>>;
  /** Variables that the program does not read itself, and why they are there. None by default. */
  readonly auxiliary: Readonly<Record<string, string>>;
  readonly ports: Readonly<Record<string, ContractPort>>;
  readonly probes: Readonly<Partial<Record<ProbeKind, ContractProbe>>>;
  /** `optional` says when a path is written, if it is not always. */
  readonly writablePaths: Readonly<Record<string, Sourced & { readonly optional?: string }>>;
  /** Paths of the image that the program needs, so that no volume may be mounted over them. None by default. */
  readonly imagePaths: Readonly<Record<string, Sourced>>;
  /** How the program finds certificate authorities; only for programs that end when they find none. */
  readonly authorities?: Sourced & {
    /** Variable that names the file with them. */
    readonly variable: string;
    /** The file in the image; absent when the image has none. */
    readonly image?: string;
  };
  /** The program may take as long as the variable says (or the default), and some more. Absent when it ends at once. */
  readonly grace?: Sourced & {
    readonly variable?: string;
    readonly defaultSeconds: number;
    readonly moreSeconds: number;
  };
  /** Where its metrics are scraped, or why they are not. Absent when another container of the pod exports them. */
  readonly metrics?: Sourced &
    (
      | {
          readonly port: string;
          readonly path: string;
          /** Ports with more metrics below the same path, which only a ServiceMonitor can name. */
          readonly also?: readonly string[];
        }
      | { readonly notScraped: string }
    );
  /** Names of metrics, scraped or pushed. None by default. */
  readonly exports: ExportedMetrics;
}

const defaults: Pick<Contract, 'limitations' | 'environment' | 'auxiliary' | 'imagePaths' | 'exports'> = {
  limitations: {},
  environment: {},
  auxiliary: {},
  imagePaths: {},
  exports: { histograms: [], others: [] },
};

/** Reads the contract of a service. */
export const readContract = (url: URL): Contract => ({
  ...defaults,
  ...(parse(readFileSync(url, 'utf8')) as Omit<Contract, keyof typeof defaults> & Partial<typeof defaults>),
});
