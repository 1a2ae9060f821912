import type { Condition, Dynamic, Expr, ValueRef, k8s } from 'chartkit';
import { boolean, map, object, optional, string, when } from 'chartkit';

/** The values of an Ingress. `what` is the service that it exposes, such as `the API`. */
export const ingressValues = (what: string) =>
  object(
    {
      enabled: boolean({ default: false, description: 'Make an Ingress.' }),
      className: string({
        format: 'dnsSubdomain',
        allowEmpty: true,
        maxLength: 253,
        default: '',
        description: 'IngressClass; empty for the default one of the cluster.',
      }),
      annotations: map(string({ format: 'textLines', description: 'Value.' }), {
        keys: 'qualifiedName',
        default: {},
        description: 'Annotations of the Ingress.',
      }),
      host: string({ format: 'wildcardHost', allowEmpty: true, default: '', description: 'Host.' }),
      tlsSecretName: string({
        format: 'dnsSubdomain',
        allowEmpty: true,
        maxLength: 253,
        default: '',
        description: 'Secret with the certificate; empty for no TLS.',
      }),
    },
    { description: `Ingress of ${what}.` },
  );

/** The values of an Ingress as expressions. */
export type IngressValues = ValueRef<{
  enabled: boolean;
  className: string;
  annotations: Record<string, string>;
  host: string;
  tlsSecretName: string;
}>;

/** A path that is exposed: itself only, or with everything below it. */
export interface ExposedPath {
  readonly path: string;
  readonly type: 'Exact' | 'Prefix';
  /** Condition under which it is exposed; always when absent. */
  readonly when?: Condition;
}

/** The specification of an Ingress that sends some paths of its host, or all, to the port `http` of a Service. */
export const ingressSpec = (
  values: IngressValues,
  serviceName: Expr<string>,
  paths: readonly ExposedPath[] = [{ path: '/', type: 'Prefix' }],
): Dynamic<k8s.IngressSpec> => ({
  ingressClassName: optional(values.className),
  rules: [
    {
      host: values.host,
      http: {
        paths: paths.map(({ path, type, when: condition }) => {
          const rule = { path, pathType: type, backend: { service: { name: serviceName, port: { name: 'http' } } } };
          return condition === undefined ? rule : when<k8s.HttpIngressPath>(condition, rule);
        }),
      },
    },
  ],
  tls: when(values.tlsSecretName, [{ hosts: [values.host], secretName: values.tlsSecretName }]),
});
