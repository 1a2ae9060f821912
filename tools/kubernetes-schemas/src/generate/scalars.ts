import type { Definitions } from '../schema.js';

/**
 * Definitions whose OpenAPI schema ("a string") says less than the Kubernetes documentation. Their patterns mean the same
 * in JavaScript and in Go's RE2.
 */
export const scalars: Definitions = {
  /** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
  Quantity: {
    anyOf: [
      {
        type: 'string',
        pattern: '^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$',
      },
      { type: 'number' },
    ],
  },
  /** https://pkg.go.dev/k8s.io/apimachinery/pkg/util/intstr#IntOrString */
  IntOrString: {
    anyOf: [{ type: 'integer', minimum: -(2 ** 31), maximum: 2 ** 31 - 1 }, { type: 'string' }],
  },
};
