const busy = 0;
const beats = 1;
const beatMs = 1_000;

/** What a thread shows of itself even when it hangs or has died. */
export class ThreadSigns {
  readonly shared: SharedArrayBuffer;
  readonly #values: Int32Array;

  constructor(shared = new SharedArrayBuffer(8)) {
    this.shared = shared;
    this.#values = new Int32Array(shared);
  }

  /** Works on a batch. */
  get isBusy(): boolean {
    return Atomics.load(this.#values, busy) === 1;
  }

  set isBusy(value: boolean) {
    Atomics.store(this.#values, busy, value ? 1 : 0);
  }

  /** Gives a sign of life as long as the event loop turns. */
  beat(): NodeJS.Timeout {
    return setInterval(() => Atomics.add(this.#values, beats, 1), beatMs).unref();
  }

  /** Calls back once when so many looks, a second apart, saw no sign: a process that was stopped as a whole is not blamed. */
  watch(longestSilence: number, onSilence: () => void): NodeJS.Timeout {
    let last = -1;
    let silent = 0;
    const timer = setInterval(() => {
      const now = Atomics.load(this.#values, beats);
      silent = now === last ? silent + 1 : 0;
      last = now;
      if (silent >= longestSilence) {
        clearInterval(timer);
        onSilence();
      }
    }, beatMs);
    return timer.unref();
  }
}
