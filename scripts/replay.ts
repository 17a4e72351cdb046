import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { captureRange } from './lib/captureRange.ts';
import { readCapture, type CapturedExport } from './lib/readCapture.ts';
import { sendExports, type SendSummary } from './lib/sendExports.ts';
import { shiftTimes } from './lib/shiftTimes.ts';

const usage = `Sends recorded captures with their original bodies to a shim.

npm run replay -- FILE... [--url http://127.0.0.1:4318] [--speed 1|10|max] [--now] [--concurrency 4]

  --url          where the shim listens (INSIGHTS_URL, else http://127.0.0.1:4318)
  --speed        1 as recorded (the default), a multiple of it, or max for no delay
  --now          moves all times, so that the last export was recorded now
  --concurrency  requests under way at once (4)
  --token        sent as a bearer token (INSIGHTS_INGEST_KEY)`;

interface Arguments {
  files: string[];
  url: string;
  speed: number;
  now: boolean;
  concurrency: number;
  token: string | undefined;
}

function readArguments(): Arguments {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      url: { type: 'string', default: process.env.INSIGHTS_URL ?? 'http://127.0.0.1:4318' },
      speed: { type: 'string', default: '1' },
      now: { type: 'boolean', default: false },
      concurrency: { type: 'string', default: '4' },
      token: { type: 'string', default: process.env.INSIGHTS_INGEST_KEY },
      help: { type: 'boolean', default: false },
    },
  });
  const speed = values.speed === 'max' ? Infinity : Number(values.speed);
  const concurrency = Number(values.concurrency);
  if (values.help || positionals.length === 0) {
    console.error(usage);
    process.exit(values.help ? 0 : 2);
  }
  if (!(speed > 0)) {
    throw new Error(`--speed takes a number above 0 or max, not ${values.speed}`);
  }
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw new Error(`--concurrency takes a whole number from 1 on, not ${values.concurrency}`);
  }
  return { files: positionals, url: values.url, speed, now: values.now, concurrency, token: values.token };
}

async function* shifted(files: string[], shiftMs: number): AsyncGenerator<CapturedExport> {
  for (const file of files) {
    for await (const item of readCapture(file)) {
      yield shiftMs === 0 ? item : shiftTimes(item, shiftMs);
    }
  }
}

async function main(): Promise<void> {
  const { files, now, ...options } = readArguments();
  const range = await captureRange(files);
  const shiftMs = now ? Date.now() - range.to : 0;
  const startedAt = Date.now();
  let shownAt = 0;
  const onProgress = ({ sent, refused, retries }: SendSummary) => {
    if (Date.now() - shownAt > 1_000) {
      shownAt = Date.now();
      console.error(`${sent} of ${range.exports} sent, ${retries} retries, ${refused.length} refused`);
    }
  };
  const summary = await sendExports(shifted(files, shiftMs), { ...options, onProgress });

  const seconds = (Date.now() - startedAt) / 1_000;
  const megabytes = (summary.bytes / 1_000_000).toFixed(1);
  console.log(
    `${summary.sent} of ${range.exports} exports sent (${megabytes} MB) in ${seconds.toFixed(1)} s, ` +
      `${summary.retries} retries, ${summary.partial} accepted in part, ${summary.refused.length} refused`
  );
  for (const { path, status, message } of summary.refused.slice(0, 10)) {
    console.error(`refused: ${path} ${status ?? 'no answer'} ${message}`);
  }
  if (summary.refused.length > 0) {
    process.exitCode = 1;
  }
}

main().catch(async (error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  // Requests of other workers may be under way; their sockets would hold the process.
  await sleep(0);
  process.exit(1);
});
