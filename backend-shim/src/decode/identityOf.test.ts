import { identityOf } from './identityOf.ts';

describe("a record's identity", () => {
  const [a, b] = ['0efc70faf379574f07d2062cb0b0a1a2', '1efc70faf379574f07d2062cb0b0a1a2'];
  const all = [identityOf(a, 0), identityOf(a, 1), identityOf(a, 1_000_000), identityOf(b, 0), identityOf(b, 1)];

  it('has 32 digits and is the same each time', () => {
    expect(all.every((identity) => /^[0-9a-f]{32}$/.test(identity))).toBe(true);
    expect(identityOf(a, 1)).toBe(all[1]);
  });

  it('is known by its first half', () => {
    expect(new Set(all.map((identity) => identity.slice(0, 16))).size).toBe(all.length);
  });
});
