import { generateKeyPairSync, sign } from 'node:crypto';

/** A self-signed certificate with its key, both PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** A DER element: tag, length, contents (ITU-T X.690). */
const element = (tag: number, ...contents: Buffer[]): Buffer => {
  const content = Buffer.concat(contents);
  const { length } = content;
  const lengthBytes = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...lengthBytes]), content]);
};
const sequence = (...contents: Buffer[]) => element(0x30, ...contents);
const text = (tag: number, value: string) => element(tag, Buffer.from(value));
const objectIdentifier = (hex: string) => element(0x06, Buffer.from(hex, 'hex'));
const integer = (value: number) => element(0x02, Buffer.from([value]));
const extension = (identifier: string, value: Buffer) => sequence(objectIdentifier(identifier), element(0x04, value));

const ecdsaWithSha256 = sequence(objectIdentifier('2a8648ce3d040302'));
const commonName = '550403';
const subjectAlternativeName = '551d11';

/**
 * Makes a certificate for `localhost`, 127.0.0.1 and ::1 (RFC 5280), so that no key lies in the repository and none
 * expires. Node can sign but not build one.
 */
export function makeCertificate(): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(element(0x31, sequence(objectIdentifier(commonName), text(0x0c, 'test'))));
  const validity = sequence(text(0x17, '200101000000Z'), text(0x18, '99991231235959Z'));
  const localhost = [
    text(0x82, 'localhost'),
    element(0x87, Buffer.from([127, 0, 0, 1])),
    element(0x87, Buffer.from([...Array<number>(15).fill(0), 1])),
  ];
  const toBeSigned = sequence(
    element(0xa0, integer(2)),
    integer(1),
    ecdsaWithSha256,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    element(0xa3, sequence(extension(subjectAlternativeName, sequence(...localhost)))),
  );
  const signature = element(0x03, Buffer.from([0]), sign('sha256', toBeSigned, privateKey));
  const certificate = sequence(toBeSigned, ecdsaWithSha256, signature).toString('base64');
  const lines = certificate.match(/.{1,64}/g) ?? [];
  return {
    cert: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
