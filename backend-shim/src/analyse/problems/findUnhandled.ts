import type { Span } from '../../pipeline/records.ts';
import type { Failure } from './groupFailures.ts';

/**
 * The failure that ended the work: the one on the root whose type the root names, else the last one on the root, else
 * (an error page was made of an exception that the root does not tell) the last one told at all.
 */
export function findUnhandled(failures: Failure[], root: Span | null): Failure | null {
  const named = root?.attributes['error.type'] ?? root?.statusMessage;
  const onRoot = failures.filter((failure) => failure.onRoot);
  return (
    latest(
      onRoot.filter(({ chain }) => chain.some((exception) => exception.type === named)),
      rootTime
    ) ??
    latest(onRoot, rootTime) ??
    latest(failures, ({ last }) => last)
  );
}

function rootTime(failure: Failure): number {
  return failure.lastOnRoot;
}

function latest(failures: Failure[], time: (failure: Failure) => number): Failure | null {
  let found: Failure | null = null;
  for (const failure of failures) {
    if (!found || time(failure) >= time(found)) {
      found = failure;
    }
  }
  return found;
}
