import fc from 'fast-check';
import { scrubIps } from './scrubIps.ts';

describe('the scrubber of network addresses', () => {
  it.each([
    ['Failed login from 203.0.113.7 (blocked)', 'Failed login from [ip] (blocked)'],
    ['203.0.113.7:51234, 198.51.100.23.', '[ip]:51234, [ip].'],
    ['{"ip":"203.0.113.7"} {\\"ip\\":\\"203.0.113.7\\"}', '{"ip":"[ip]"} {\\"ip\\":\\"[ip]\\"}'],
    ['http://203.0.113.7:8080/x', 'http://[ip]:8080/x'],
    ["'shop'@'198.51.100.23'", "'shop'@'[ip]'"],
    ['10.0.0.1-10.0.0.9, 203.0.113.0/24', '[ip]-[ip], [ip]/24'],
    ['db/10.0.0.7:6379', 'db/[ip]:6379'],
    ['line\\n203.0.113.7', 'line\\n[ip]'],
    ['2001:db8:85a3::8a2e:370:7334 said no', '[ip] said no'],
    ['[2001:db8::1]:443 and http://[2001:db8::1]:80/p', '[ip]:443 and http://[ip]:80/p'],
    ['addr 2001:DB8:0:0:0:0:0:1: refused', 'addr [ip]: refused'],
    ['fe80::1%eth0 fd12:3456::1 ::ffff:203.0.113.7', '[ip] [ip] [ip]'],
  ])('%s', (text, scrubbed) => {
    expect(scrubIps(text)).toBe(scrubbed);
    expect(scrubIps(scrubbed)).toBe(scrubbed);
  });

  it.each([
    'PHP 8.4.1.2, Maho 26.9.0.1, version 1.2.3.4, v1.2.3.4, Version: "1.2.3.4"',
    'requires acme/foo ^1.2.3.4 || >=1.2.3.4',
    'AppleWebKit/537.36 Chrome/120.0.0.0 Opera/1.2.3.4',
    'foo-1.2.3.4.zip and 1.2.3.4-beta2',
    '1.2.3.4.5 and 1.3.6.1.4.1, 300.1.2.3, 1.2.3',
    'Mage::app Add::face() Dead::beef A\\B::c Foo5::add6',
    '12:30:45 2026-11-23T12:30:45, aa:bb:cc:dd:ee:ff, 5::6',
    '127.0.0.1:3306 and [::1]:80 and 0.0.0.0',
    '[ip]',
  ])('keeps %s', (text) => {
    expect(scrubIps(text)).toBe(text);
  });

  it('finds any address between other words', () => {
    const address = fc.oneof(
      fc.ipV4().filter((ip) => !/^(?:127\.0\.0\.1|0\.0\.0\.0)$|\.0\.0\.0$/.test(ip)),
      fc
        .tuple(
          fc.constantFrom('2001:db8:', 'fd00:1:', '2a02:8109:'),
          fc.array(fc.nat(0xffff), { minLength: 6, maxLength: 6 })
        )
        .map(([prefix, groups]) => `${prefix}${groups.map((group) => group.toString(16)).join(':')}`)
    );
    const around = fc.constantFrom('', ' ', '(', ')', '"', "'", ', ', '[', ']', '=', ';', '\n', ' from ', '<', '>');
    fc.assert(
      fc.property(around, address, around, (before, ip, after) => {
        expect(scrubIps(`refused ${before}${ip}${after}`)).not.toContain(ip);
      })
    );
  });
});
