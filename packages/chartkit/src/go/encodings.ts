import { createHash } from 'node:crypto';

/** sprig's `b64enc`: the UTF-8 bytes of a text in standard Base64 with padding. */
export function b64enc(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

/** sprig's `sha256sum`: the SHA-256 of the UTF-8 bytes of a text, as 64 lower-case hexadecimal digits. */
export function sha256sum(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
