/**
 * API groups with a dot in their names that belong to Kubernetes itself, as Helm 3 and 4 know them without a cluster:
 * those of the scheme of https://pkg.go.dev/k8s.io/client-go/kubernetes/scheme and of the apiextensions API.
 */
const dottedGroups = new Set([
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'certificates.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'events.k8s.io',
  'flowcontrol.apiserver.k8s.io',
  'internal.apiserver.k8s.io',
  'networking.k8s.io',
  'node.k8s.io',
  'rbac.authorization.k8s.io',
  'resource.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
  'storagemigration.k8s.io',
]);

/** Whether an API version (`apps/v1`, `v1`) or a kind of it (`apps/v1/Deployment`) belongs to Kubernetes itself. */
export function isBuiltInApi(apiVersion: string): boolean {
  const [group = ''] = apiVersion.split('/');
  // Kubernetes keeps names without a dot for itself; the core group has no name, so its version stands first.
  return !group.includes('.') || dottedGroups.has(group);
}
