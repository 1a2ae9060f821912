// @ts-check
/**
 * Writes one file with certificate authorities: those that Node.js carries, which are Mozilla's, and more from a
 * directory. Runs as an init container of programs whose image has none, or that must trust a private authority.
 *
 *   node write-ca-bundle.mjs
 *
 * Environment:
 *   CA_BUNDLE_FILE        the file to write
 *   CA_CERTIFICATES_FILE  optional: more certificates (PEM)
 *
 * Exit codes: 0 written; 2 wrong environment, or the file with more certificates holds none or a broken one.
 */
import { X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';

const { CA_BUNDLE_FILE: bundle, CA_CERTIFICATES_FILE: more } = process.env;

/** @param {string} problem */
function refuse(problem) {
  console.error(`write-ca-bundle: ${problem}`);
  process.exit(2);
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function readCertificates(path) {
  try {
    const certificates = readFileSync(path, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
    if (certificates === null) throw new Error('it holds no certificate (PEM)');
    return certificates.map((text) => new X509Certificate(text).toString());
  } catch (error) {
    refuse(`${path}: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
}

if (bundle === undefined || bundle === '') refuse('CA_BUNDLE_FILE must name the file to write');
else {
  const added = more === undefined ? [] : readCertificates(more);
  writeFileSync(bundle, [...rootCertificates, ...added].map((text) => `${text.trim()}\n`).join(''));
  console.log(`write-ca-bundle: ${rootCertificates.length} public and ${added.length} further authorities`);
}
