import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { sendExports } from '../scripts/lib/sendExports.ts';
import { parseDuration } from './parseDuration.ts';
import { simulateStore } from './simulateStore.ts';

const usage = `Simulates a Maho store that sends OTLP: an invented shop with two stores.

node demo-store/main.ts [--url http://127.0.0.1:4318] [--rate 20] [--sampling 1] [--history 1h] [--no-live] [--seed X]

  --url       where the shim listens (INSIGHTS_URL)
  --rate      requests a minute, on a day's average
  --sampling  share of requests that send their trace; logs and metrics always come (Maho's own default is 0.1)
  --history   first sends what it would have sent in the time before now, at once: 30m, 1h, 2d
  --no-live   ends after the history
  --seed      the same seed and time give the same exports`;

function readArguments() {
  const { values } = parseArgs({
    options: {
      url: { type: 'string', default: process.env.INSIGHTS_URL ?? 'http://127.0.0.1:4318' },
      rate: { type: 'string', default: '20' },
      sampling: { type: 'string', default: '1' },
      history: { type: 'string', default: '0m' },
      'no-live': { type: 'boolean', default: false },
      seed: { type: 'string', default: 'fern-and-forge' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    process.exit(0);
  }
  const rate = Number(values.rate);
  const sampling = Number(values.sampling);
  if (!(rate > 0)) {
    throw new Error(`--rate takes a number above 0, not "${values.rate}".`);
  }
  if (!(sampling >= 0 && sampling <= 1)) {
    throw new Error(`--sampling takes a number from 0 to 1, not "${values.sampling}".`);
  }
  return { ...values, rate, sampling, historyMs: parseDuration(values.history), live: !values['no-live'] };
}

async function main(): Promise<void> {
  const { url, rate, sampling, seed, historyMs, live } = readArguments();
  const now = Date.now();
  if (historyMs > 0) {
    const past = simulateStore({ seed, rate, sampling, from: now - historyMs, to: now });
    const { sent, refused } = await sendExports(past, { url });
    console.log(`Sent ${sent} exports of the past, ${refused.length} were refused.`);
    if (refused.length > 0) {
      throw new Error(`First refusal: ${refused[0].path} ${refused[0].status ?? 'no answer'} ${refused[0].message}`);
    }
  }
  if (live) {
    await sendLive({ seed, rate, sampling, from: now, to: Infinity }, url);
  }
}

async function sendLive(options: Parameters<typeof simulateStore>[0], url: string): Promise<void> {
  async function* asTimeComes() {
    for (const item of simulateStore(options)) {
      await sleep(Math.max(0, item.at - Date.now()));
      yield item;
    }
  }
  let toldAt = Date.now();
  await sendExports(asTimeComes(), {
    url,
    patienceMs: 3_600_000,
    onProgress: ({ sent, refused, retries }) => {
      if (Date.now() - toldAt > 60_000) {
        toldAt = Date.now();
        console.log(`${sent} exports sent, ${retries} retries, ${refused.length} refused`);
      }
    },
  });
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => process.exit(0));
}
main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
