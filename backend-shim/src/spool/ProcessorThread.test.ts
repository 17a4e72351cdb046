import { join } from 'node:path';
import { createLogger } from '../pipeline/logger.ts';
import { ProcessorThread } from './ProcessorThread.ts';
import { until } from './testing/testSpool.ts';

const program = join(__dirname, 'testing', 'restlessThread.ts');

interface Told {
  number: number;
  deaths?: number;
  echo?: object;
}

function start(plan: string[], begin: () => Promise<object> = async () => ({})) {
  const told: Told[] = [];
  const deaths: string[] = [];
  let number = 0;
  const thread = new ProcessorThread<Told>({
    program,
    begin: async () => ({ ...(await begin()), plan, number: number++ }),
    onMessage: (message) => told.push(message),
    onDeath: (error) => deaths.push(error.message),
    logger: createLogger('silent'),
    longestSilence: 2,
    maxHeapMb: 40,
  });
  const running = thread.run();
  const end = async () => {
    thread.stop({ kind: 'stop' });
    await running;
  };
  return { thread, told, deaths, end };
}

describe('a processor thread', () => {
  it('is told what it is told, and ends when it is stopped', async () => {
    const { thread, told, deaths, end } = start([]);
    await until(() => told.length === 1);
    thread.post({ kind: 'segments', segments: [] });
    await end();
    expect(told).toEqual([
      { number: 0, deaths: 0 },
      { number: 0, echo: { kind: 'segments', segments: [] } },
      { number: 0, echo: { kind: 'stop' } },
    ]);
    expect(deaths).toEqual([]);
  });

  it.each([
    ['throw', 'no luck'],
    ['reject', 'no promise'],
    ['exit', 'It ended with 7.'],
    ['exhaust', 'Worker terminated due to reaching memory limit: JS heap out of memory'],
    ['hang', 'It gave no sign of life for 2 s.'],
  ])('is started anew after a death: %s', async (death, reason) => {
    const { told, deaths, end } = start([death]);
    await until(() => told.length === 2);
    await end();
    expect(deaths).toEqual([reason]);
    expect(told.slice(0, 2)).toEqual([
      { number: 0, deaths: 0 },
      { number: 1, deaths: 1 },
    ]);
  });

  it('is told how many died before, as long as nothing was processed', async () => {
    const { thread, told, end } = start(['throw', 'exit', 'idle']);
    await until(() => told.length === 3);
    expect(told.map(({ deaths }) => deaths)).toEqual([0, 1, 2]);
    thread.hasAdvanced();
    await end();
  });

  it('is not blamed for a death while it waited', async () => {
    const { told, deaths, end } = start(['throw while waiting']);
    await until(() => told.length === 2);
    await end();
    expect(told[1]).toEqual({ number: 1, deaths: 0 });
    expect(deaths).toEqual(['no luck at all']);
  });

  it('is tried again where what it needs cannot be had', async () => {
    let failures = 2;
    const { told, deaths, end } = start([], async () => {
      if (failures-- > 0) {
        throw new Error('not now');
      }
      return {};
    });
    await until(() => told.length === 1);
    await end();
    expect(deaths).toEqual(['not now', 'not now']);
  });

  it('is not started when it was stopped before', async () => {
    const thread = new ProcessorThread<Told>({
      program,
      begin: async () => ({ plan: [], number: 0 }),
      onMessage: () => undefined,
      onDeath: () => undefined,
      logger: createLogger('silent'),
    });
    thread.stop({ kind: 'stop' });
    await expect(thread.run()).resolves.toBeUndefined();
  });
});
