import { createScrubber } from './createScrubber.ts';

const { resource: scrubResource } = createScrubber();
const shop = {
  service: 'shop',
  environment: 'production',
  mahoVersion: '26.9.0.1',
  phpVersion: '8.4.1.2',
  host: '10.0.0.7',
};

describe('the scrubber of resources', () => {
  it("keeps the same object when nothing is secret: versions and a machine's own address are not", () => {
    expect(scrubResource(shop)).toBe(shop);
    expect(scrubResource({ ...shop, environment: null, host: null })).toEqual({
      ...shop,
      environment: null,
      host: null,
    });
  });

  it('replaces what is', () => {
    const told = { ...shop, service: 'shop of kim@mail.example', host: 'web1?token=abc', phpVersion: 'password=x' };
    const scrubbed = {
      ...shop,
      service: 'shop of [email]',
      host: 'web1?token=[token]',
      phpVersion: 'password=[token]',
    };
    expect(scrubResource(told)).toEqual(scrubbed);
    expect(scrubResource(told)).toBe(scrubResource(told));
  });
});
