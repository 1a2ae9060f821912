import { expect, it } from 'vitest';

import { urlPort } from './url-port.js';

it.each(['http://[::1', 'http://a:b', 'http://a:1:2', 'http://a\n', 'http://[::1]x:80', 'http://[a]'])(
  'reads no port of %j',
  (url) => {
    expect(() => urlPort(url)).toThrow('is no URL whose port can be read. Give the value a format of URLs');
  },
);
