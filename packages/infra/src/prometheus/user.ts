/** User `nobody` of the image. */
export const prometheusUser = { uid: 65534, gid: 65534 } as const;
