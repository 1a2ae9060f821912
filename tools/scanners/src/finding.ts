/** What a scanner says of one object. */
export interface Finding {
  /** The scanner and its check, such as `checkov CKV_K8S_9`. */
  readonly check: string;
  /** What the scanner calls it, such as `Readiness Probe Should be Configured`. */
  readonly title: string;
  /** Kind and name, such as `StatefulSet web`. */
  readonly object: string;
}
