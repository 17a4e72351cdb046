import { Supervisor, type Part } from './Supervisor.ts';

describe('Supervisor', () => {
  let told: string[];
  let stopped: string[];
  let supervisor: Supervisor;
  const part = (name: string, more: Partial<Part> = {}): Part => ({
    name,
    stop: async () => void stopped.push(name),
    ...more,
  });
  const start = (started: Part) =>
    supervisor.start(
      async () => started,
      (ready) => ready
    );

  beforeEach(() => {
    told = [];
    stopped = [];
    supervisor = new Supervisor((line) => told.push(line));
  });

  it('ends what was started, the last first, and waits for each', async () => {
    await start(part('database'));
    await start(
      part('receiver', {
        stop: async () => {
          await new Promise((resolve) => setTimeout(resolve, 20));
          stopped.push('receiver');
        },
      })
    );
    expect(await supervisor.end(0)).toBe(0);
    expect(await supervisor.ended).toBe(0);
    expect(stopped).toEqual(['receiver', 'database']);
  });

  it('ends everything with a failure when one part dies, and says which and why', async () => {
    let die!: (reason: string) => void;
    await start(part('database'));
    await start(part('receiver', { died: new Promise((resolve) => (die = resolve)) }));
    die('exit code 3');
    expect(await supervisor.ended).toBe(1);
    expect(stopped).toEqual(['receiver', 'database']);
    expect(told.join()).toContain('receiver ended by itself: exit code 3');
  });

  it('takes no death for a failure while it ends', async () => {
    let die!: (reason: string) => void;
    const died = new Promise<string>((resolve) => (die = resolve));
    await start(part('receiver', { died, stop: async () => die('SIGTERM') }));
    expect(await supervisor.end(0)).toBe(0);
    await died;
    expect(told).toEqual([]);
  });

  it('ends a part that was still starting, and starts no more', async () => {
    let ready!: () => void;
    const slow = new Promise<void>((resolve) => (ready = resolve));
    const starting = supervisor.start(
      () => slow.then(() => part('grafana')),
      (started) => started
    );
    const ending = supervisor.end(0);
    ready();
    await expect(starting).rejects.toThrow('Ended while starting');
    await ending;
    expect(stopped).toEqual(['grafana']);
    await expect(start(part('demo'))).rejects.toThrow('Ended while starting');
  });

  it('goes on ending when a part cannot be ended, and fails', async () => {
    await start(part('database'));
    await start(part('receiver', { stop: () => Promise.reject(new Error('it hangs')) }));
    expect(await supervisor.end(0)).toBe(1);
    expect(stopped).toEqual(['database']);
    expect(told.join()).toContain('receiver could not be ended: it hangs');
  });

  it('hands on what a start throws, and goes on', async () => {
    await expect(
      supervisor.start(
        () => Promise.reject(new Error('port taken')),
        () => null
      )
    ).rejects.toThrow('port taken');
    await start(part('receiver'));
    expect(await supervisor.end(0)).toBe(0);
    expect(stopped).toEqual(['receiver']);
  });
});
