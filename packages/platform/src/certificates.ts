import type { Condition, Dynamic, DynamicItem, k8s } from 'chartkit';
import { object, slice, string, when } from 'chartkit';

import { scriptContainer, scriptsMount } from './scripts.js';

/** Authorities that programs trust beside the public ones. */
export const trustedCertificatesSlice = slice(
  'trustedCertificates',
  object(
    {
      secretName: string({
        format: 'dnsSubdomain',
        allowEmpty: true,
        maxLength: 253,
        default: '',
        description: 'Secret with certificates (PEM) of private authorities; empty for none.',
      }),
      key: string({ format: 'dataKey', maxLength: 253, default: 'ca.crt', description: 'Key of the Secret.' }),
    },
    {
      description:
        'Private certificate authorities that programs trust in addition to public ones: for an external database, the object store, the inference services and embedding providers. docs/limitations.md lists exceptions.',
    },
  ),
);

const { secretName, key } = trustedCertificatesSlice.values;
const directory = '/etc/trusted-certificates';
/** File in which a program finds the authorities it trusts. */
export const caBundlePath = `${directory}/ca-bundle.crt`;

const bundleVolume = 'ca-bundle';
const privateVolume = 'private-certificates';

/** The part of a pod that gives its program a file with certificate authorities: `needed` says when. */
export interface CaBundle {
  readonly initContainer: DynamicItem<k8s.Container>;
  readonly volumes: readonly DynamicItem<k8s.Volume>[];
  readonly volumeMount: DynamicItem<k8s.VolumeMount>;
}

const initContainer: Dynamic<k8s.Container> = {
  name: 'write-ca-bundle',
  ...scriptContainer('write-ca-bundle.mjs'),
  env: [
    { name: 'CA_BUNDLE_FILE', value: caBundlePath },
    when(secretName, { name: 'CA_CERTIFICATES_FILE', value: '/etc/private-certificates/ca.crt' }),
  ],
  volumeMounts: [
    scriptsMount,
    { name: bundleVolume, mountPath: directory },
    when(secretName, { name: privateVolume, mountPath: '/etc/private-certificates', readOnly: true }),
  ],
};
const emptyVolume = { name: bundleVolume, emptyDir: { sizeLimit: '8Mi' } };
const secretVolume = when<k8s.Volume>(secretName, {
  name: privateVolume,
  secret: { secretName, items: [{ key, path: 'ca.crt' }] },
});
const mount = { name: bundleVolume, mountPath: directory, readOnly: true };

/** For a program whose image has no authorities at all. The AWS SDK for Rust panics when it finds none, whatever its endpoint. */
export const caBundle: CaBundle = { initContainer, volumes: [emptyVolume, secretVolume], volumeMount: mount };

/** Whether there are private authorities. */
export const hasPrivateCertificates: Condition = secretName;

/** For a program whose image has the public authorities: there is a bundle only if there are private ones. */
export const privateCaBundle: CaBundle = {
  initContainer: when<k8s.Container>(secretName, initContainer),
  volumes: [when<k8s.Volume>(secretName, emptyVolume), secretVolume],
  volumeMount: when<k8s.VolumeMount>(secretName, mount),
};
