import { Load } from './Load.ts';
import { prepareUnits } from './prepareUnits.ts';
import type { FromGenerator, LoadPlan, ToGenerator } from './protocol.ts';

const progressMs = 1_000;
let load: Load | null = null;

function tell(message: FromGenerator): void {
  process.send?.(message);
}

async function run(plan: LoadPlan): Promise<void> {
  load = new Load(
    plan,
    await prepareUnits(plan.files, {
      host: `${plan.host}:${plan.port}`,
      freshNumbers: plan.freshNumbers,
      spansPerTrace: plan.spansPerTrace,
    })
  );
  tell({ type: 'loaded' });
  const timer = setInterval(() => tell({ type: 'progress', acknowledged: load!.acknowledged }), progressMs);
  const result = await load.run();
  clearInterval(timer);
  tell({ type: 'done', result });
}

process.on('message', (message: ToGenerator) => {
  if (message.type === 'start') {
    run(message.plan).catch((error: Error) => tell({ type: 'failed', message: error.stack ?? error.message }));
  } else {
    load?.[message.type]();
  }
});
// Ctrl-C reaches every process of the terminal; who started this one ends it when all is told.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
