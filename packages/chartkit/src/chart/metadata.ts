/** What stands in `Chart.yaml`. https://helm.sh/docs/topics/charts/#the-chartyaml-file */
export interface ChartMetadata {
  readonly name: string;
  /** SemVer 2 version of the chart. */
  readonly version: string;
  /** Version of the application that the chart deploys. */
  readonly appVersion: string;
  readonly description: string;
  /** SemVer range of Kubernetes versions, such as `>=1.30.0-0`. */
  readonly kubeVersion: string;
  readonly home?: string;
  readonly icon?: string;
  readonly sources?: readonly string[];
  readonly keywords?: readonly string[];
  readonly maintainers?: readonly { readonly name: string; readonly email?: string; readonly url?: string }[];
  readonly annotations?: Readonly<Record<string, string>>;
}
