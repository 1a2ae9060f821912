import { describe, expect, it } from 'vitest';

import { formats } from './formats.js';

describe('a host that is an IPv6 address', () => {
  const host = new RegExp(formats.host.pattern, 'u');

  it.each(['[::]', '[::1]', '[fd00::1]', '[2001:db8::]', '[1:2:3:4:5:6:7:8]', '[1:2:3:4:5:6:7::]', '[1::3:4:5:6:7:8]'])(
    'may be %s',
    (address) => {
      expect(address).toMatch(host);
    },
  );

  // Go reads no URL with one of these.
  it.each([
    '[]',
    '[a]',
    '[:]',
    '[:::]',
    '[1:2:3]',
    '[1::2::3]',
    '[1:2:3:4:5:6:7:8:9]',
    '[1:2:3:4::5:6:7:8]',
    '[12345::]',
  ])('may not be %s', (address) => {
    expect(address).not.toMatch(host);
  });
});
