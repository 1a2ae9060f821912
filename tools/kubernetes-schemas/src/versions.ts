/** The oldest and the newest version of Kubernetes whose schemas are here: the ends of the supported range. */
export const kubernetesVersions = { oldest: '1.30.14', newest: '1.37.2' } as const;

/** One of `kubernetesVersions`. */
export type KubernetesVersion = (typeof kubernetesVersions)[keyof typeof kubernetesVersions];
