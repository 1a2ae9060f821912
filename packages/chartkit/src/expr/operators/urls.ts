import type { Expr } from '../expr.js';
import { expr } from '../expr.js';
import { toNode } from '../to-node.js';
import { wholeNumber } from './arithmetic.js';
import { startsWith } from './texts.js';
import { orElse } from './absence.js';
import { when } from './conditions.js';

/**
 * The port of an http or https URL: the one that it names, without zeros before it, or else that of its scheme. The value
 * should have a format of URLs, since Helm fails where it reads none. Give the port a name with `helper()`.
 *
 * @example
 * show({ url: 'https://s3.example.com' }, ({ url }) => ({ port: urlPort(url) }))
 * // => port: {{ int64 (regexFind ":[0-9]+$" (urlParse .Values.url).host | trimPrefix ":" | default (ternary "443" "80" (hasPrefix "https://" .Values.url))) }}
 * // => {"port":443}
 */
export const urlPort = (url: Expr<string>): Expr<number> =>
  wholeNumber(
    orElse(expr<string>({ kind: 'urlPort', url: toNode(url) }), when(startsWith('https://', url), '443', '80')),
  );
