import type { Expr, ValueRef } from 'chartkit';
import { boolean, map, object, optional, orElse, resources, string, when } from 'chartkit';

import { labels, objectName } from './names.js';

/** The values of a service's ServiceAccount. */
export const serviceAccountValues = object(
  {
    create: boolean({
      default: true,
      description: 'Create a ServiceAccount; otherwise `name`, or the default one, is used.',
    }),
    name: string({
      format: 'dnsSubdomain',
      allowEmpty: true,
      maxLength: 253,
      default: '',
      description: 'Name; empty for the name of the service.',
    }),
    annotations: map(string({ format: 'textLines', description: 'Value.' }), {
      keys: 'qualifiedName',
      default: {},
      description: 'Annotations, for example of a cloud identity.',
    }),
  },
  {
    description:
      'ServiceAccount of the pods. Unless they talk to the Kubernetes API it has no rights, and its token is not mounted.',
  },
);

/** The values of a ServiceAccount as expressions. */
export type ServiceAccountValues = ValueRef<{ create: boolean; name: string; annotations: Record<string, string> }>;

/** Name of the ServiceAccount that a service's pods use. */
export const serviceAccountName = (values: ServiceAccountValues, name: Expr<string>): Expr<string> =>
  when(values.create, orElse(values.name, name), orElse(values.name, 'default'));

/** Adds the ServiceAccount of a service's pods, unless the values name one that exists. */
export function podServiceAccount(
  scope: Parameters<typeof resources.serviceAccount>[0],
  component: string,
  values: ServiceAccountValues,
): void {
  resources.serviceAccount(
    scope,
    {
      metadata: {
        name: orElse(values.name, objectName(component)),
        labels: labels(component),
        annotations: optional(values.annotations),
      },
      automountServiceAccountToken: false,
    },
    { when: values.create },
  );
}
