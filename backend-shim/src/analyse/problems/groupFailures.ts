import type { ToldException } from '../join/StackText.ts';
import { grouping } from './grouping/current.ts';
import { baseName } from './baseName.ts';
import type { ToldFailure } from './Told.ts';

/** One failure with all its tellings. */
export interface Failure {
  /** The thrown exception first, as the fullest telling has it. */
  chain: ToldException[];
  /** First told. */
  first: number;
  /** Last told. */
  last: number;
  onRoot: boolean;
  /** When it was last told on the root; negative when never. */
  lastOnRoot: number;
}

const keyLength = 512;
/** Shorter messages say too little to know a failure by. */
const telling = 8;

/**
 * Joins the tellings of one failure: the same exception told again, the cause of an exception told by itself, and an
 * exception thrown anew with the same message further up. Failures come in an order that does not depend on theirs.
 */
export function groupFailures(told: ToldFailure[]): Failure[] {
  const failures = new Map<string, Failure>();
  const withPlace = told.filter(({ chain }) => chain[0].file !== '').sort(byFullness);
  for (const telling of withPlace) {
    add(failures, exceptionKey(telling.chain[0]), telling);
  }
  const bySaying = new Map<string, string>();
  for (const [key, { chain }] of failures) {
    chain.forEach((exception) => keepFirst(bySaying, saying(exception), key));
  }
  for (const telling of told.filter(({ chain }) => chain[0].file === '').sort(byFullness)) {
    add(failures, bySaying.get(saying(telling.chain[0])) ?? exceptionKey(telling.chain[0]), telling);
  }
  joinCauses(failures);
  joinRethrown(failures);
  return [...failures.values()].sort(
    (a, b) => a.first - b.first || compare(exceptionKey(a.chain[0]), exceptionKey(b.chain[0]))
  );
}

/** What makes two messages the same, however long they are and wherever they are told. */
export function messageKey(message: string): string {
  return message.replace(/\s+/g, ' ').trim().slice(0, keyLength);
}

function saying({ type, message }: ToldException): string {
  return `${type}\0${messageKey(message)}`;
}

function exceptionKey(exception: ToldException): string {
  return `${saying(exception)}\0${baseName(exception.file)}\0${exception.line}`;
}

/** Log records first: they have full paths. */
function byFullness(a: ToldFailure, b: ToldFailure): number {
  return (
    compare(a.source, b.source) ||
    a.time - b.time ||
    b.chain.length - a.chain.length ||
    compare(saying(a.chain[0]), saying(b.chain[0]))
  );
}

function add(failures: Map<string, Failure>, key: string, { chain, time, onRoot }: ToldFailure): void {
  const known = failures.get(key);
  const lastOnRoot = onRoot ? time : -1;
  failures.set(
    key,
    known
      ? joined(known, { chain: known.chain, first: time, last: time, onRoot, lastOnRoot })
      : { chain, first: time, last: time, onRoot, lastOnRoot }
  );
}

function joined(kept: Failure, other: Failure): Failure {
  return {
    chain: kept.chain,
    first: Math.min(kept.first, other.first),
    last: Math.max(kept.last, other.last),
    onRoot: kept.onRoot || other.onRoot,
    lastOnRoot: Math.max(kept.lastOnRoot, other.lastOnRoot),
  };
}

/** An exception that another one wraps was caught and thrown on: it belongs to the wrapper. */
function joinCauses(failures: Map<string, Failure>): void {
  const wrappers = new Map<string, string>();
  for (const [key, { chain }] of [...failures].sort(byFirst)) {
    for (const cause of chain.slice(1).map(exceptionKey)) {
      if (cause !== key && !wrappers.has(cause)) {
        wrappers.set(cause, key);
      }
    }
  }
  for (const cause of wrappers.keys()) {
    let wrapper = wrappers.get(cause)!;
    const seen = new Set([cause]);
    while (wrappers.has(wrapper) && !seen.has(wrapper)) {
      seen.add(wrapper);
      wrapper = wrappers.get(wrapper)!;
    }
    move(failures, cause, wrapper);
  }
}

/**
 * `throw new Other($e->getMessage())` keeps no cause. It is known by the same message, thrown by a function that the
 * first exception passed through.
 */
function joinRethrown(failures: Map<string, Failure>): void {
  const bySaying = new Map<string, Array<[string, Failure]>>();
  for (const entry of [...failures].sort(byFirst)) {
    const said = messageKey(entry[1].chain[0].message);
    if (said.length >= telling) {
      const same = bySaying.get(said);
      if (same) {
        same.push(entry);
      } else {
        bySaying.set(said, [entry]);
      }
    }
  }
  for (const same of bySaying.values()) {
    const throwers = new Throwers(same.map(([, { chain }]) => functionKey(thrower(chain[0]))));
    same.forEach(([key, { chain }], at) => {
      const passed = new Set(chain[0].frames.slice(1).map((frame) => functionKey(frame.function)));
      const again = throwers.firstAfter(at, passed);
      if (again !== null) {
        move(failures, key, same[again][0]);
      }
    });
  }
}

/** Who threw the failures of a list, by their place in it: a run may fail in the same words thousands of times. */
class Throwers {
  readonly #places = new Map<string, { places: number[]; next: number }>();

  constructor(throwers: string[]) {
    throwers.forEach((by, at) => {
      const known = this.#places.get(by);
      if (known) {
        known.places.push(at);
      } else if (by !== '') {
        this.#places.set(by, { places: [at], next: 0 });
      }
    });
  }

  /** The first after `at` that one of these functions threw. Has to be asked in rising order. */
  firstAfter(at: number, functions: Set<string>): number | null {
    let first = Infinity;
    for (const name of functions) {
      const known = this.#places.get(name);
      if (known) {
        while (known.places[known.next] <= at) {
          known.next++;
        }
        first = Math.min(first, known.places[known.next] ?? Infinity);
      }
    }
    return first === Infinity ? null : first;
  }
}

function thrower({ frames }: ToldException): string {
  return frames.find((frame) => !grouping.isHelper(frame))?.function ?? '';
}

function move(failures: Map<string, Failure>, from: string, to: string): void {
  const moved = failures.get(from);
  const target = failures.get(to);
  if (moved && target && from !== to) {
    failures.set(to, joined(target, moved));
    failures.delete(from);
  }
}

/** A function is named alike by spans and log records. */
export function functionKey(name: string): string {
  return name.replace(/::|->|\\/g, '.');
}

function byFirst([keyA, a]: [string, Failure], [keyB, b]: [string, Failure]): number {
  return a.first - b.first || compare(keyA, keyB);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function keepFirst(map: Map<string, string>, key: string, value: string): void {
  if (!map.has(key)) {
    map.set(key, value);
  }
}
