import type { Dynamic, Expr, k8s } from 'chartkit';
import { lines, str, when } from 'chartkit';

/** A request by which a pod proves that it can serve. */
export interface Proof {
  readonly port: number;
  readonly path: string;
  /** JSON fields of the request beside the model, such as `"text":"ready"`. */
  readonly fields: string;
  /** The model that is asked: a name, or a shell expression over the container's variables. */
  readonly model: Expr<string>;
  /** Condition under which the program serves HTTPS. */
  readonly https: Expr<unknown>;
  readonly timeoutSeconds: Expr<number>;
}

/**
 * A probe that lets a model work. The programs' own `/health/ready` says yes without any model, and their lists of models are
 * only what was configured (app contract: health.ready; `api/embedding.rs`, `api/generation.rs`), so nothing less is honest.
 * A program that has its model but too much work says so by a code, which its clients understand and slow down: it stays
 * ready, since they would take it for broken if they could not reach it (`errors.rs`).
 * The probe runs inside the container, whose image has a shell and curl; the certificate names the Service, not this address.
 */
export const modelAnswers = (proof: Proof): Dynamic<k8s.Probe> => ({
  exec: {
    command: [
      '/bin/sh',
      '-c',
      lines([
        str`model="${proof.model}"`,
        str`answer=$(curl --silent --show-error --insecure --noproxy '*' --max-time ${proof.timeoutSeconds} --write-out ' %{http_code}' \\`,
        `  --header 'Content-Type: application/json' --data "{\\"model\\":\\"$model\\",${proof.fields.replaceAll('"', '\\"')}}" \\`,
        str`  ${when(proof.https, 'https', 'http')}://127.0.0.1:${proof.port}${proof.path}) || exit 1`,
        `case "$answer" in *' 200' | *'"code":"SERVICE_UNAVAILABLE"'*) exit 0 ;; esac`,
        'echo "$answer"',
        'exit 1',
      ]),
    ],
  },
});
