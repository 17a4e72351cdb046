import { Lab, exportsOf } from './support/Lab.ts';
import { captureSets, excerpts, skipWithoutCaptures, type RecordedSet } from './support/recordedSets.ts';

describe.each([...excerpts, ...captureSets].map((set) => [set.name, set] as const))('%s', (_name, set: RecordedSet) => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await Lab.open();
    await lab.send(await exportsOf(set.file));
  });
  afterAll(() => lab?.close());

  it('tells what the store did', async () => {
    const { orders, ...truth } = set.truth();
    const { problems, orders: told, ...figures } = await lab.figures(set.file);
    expect(figures).toEqual(truth);
    if (orders) {
      expect(told).toEqual(orders);
    }
    expect(problems.length).toBeGreaterThan(0);
  });

  it('does not change when every export comes a second time', async () => {
    const before = await lab.figures(set.file);
    await lab.send((await exportsOf(set.file)).reverse());
    expect(await lab.figures(set.file)).toEqual(before);
  });
});

skipWithoutCaptures('the whole recorded captures agree with their truth');
