import { parentPort, workerData } from 'node:worker_threads';
import { ThreadSigns } from '../ThreadSigns.ts';

/** Does what it is told by a word: with the first thread, with the second, ... `idle` beyond. */
const { plan, number, signs: shared, deaths } = workerData;
const signs = new ThreadSigns(shared);
signs.beat();
parentPort!.postMessage({ number, deaths });

switch (plan[number] ?? 'idle') {
  case 'throw':
    signs.isBusy = true;
    throw new Error('no luck');
  case 'throw while waiting':
    throw new Error('no luck at all');
  case 'reject':
    signs.isBusy = true;
    void Promise.reject(new Error('no promise'));
    break;
  case 'exit':
    signs.isBusy = true;
    process.exit(7);
    break;
  case 'exhaust': {
    signs.isBusy = true;
    const kept: number[][] = [];
    for (;;) {
      kept.push(new Array(100_000).fill(kept.length));
    }
  }
  case 'hang':
    signs.isBusy = true;
    for (;;) {
      // As a pattern does that backtracks.
    }
  default:
    parentPort!.on('message', (message) => {
      parentPort!.postMessage({ number, echo: message });
      if (message.kind === 'stop') {
        parentPort!.close();
      }
    });
}
