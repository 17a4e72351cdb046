import { functionKey } from './groupFailures.ts';
import { baseName } from './baseName.ts';
import type { Place } from './grouping/Grouping.ts';
import type { Told } from './Told.ts';

/** The full paths that log records tell, for places of which spans tell base names alone. */
export class FullPaths {
  readonly #byFunction = new Map<string, string>();
  readonly #byPlace = new Map<string, string>();

  constructor({ failures, phpErrors }: Told) {
    for (const { chain } of failures) {
      for (const exception of chain) {
        this.#learn(exception, '');
        exception.frames.forEach((frame) => this.#learn(frame, frame.function));
      }
    }
    phpErrors.forEach((error) => this.#learn(error, ''));
  }

  /** The place with its full path, where it is known; `name` tells functions in files of one name apart. */
  full({ file, line }: Place, name = ''): Place {
    if (file === '' || file.includes('/')) {
      return { file, line };
    }
    const known =
      this.#byFunction.get(`${functionKey(name)}\0${file}\0${line}`) ?? this.#byPlace.get(`${file}\0${line}`);
    return { file: known ?? file, line };
  }

  #learn({ file, line }: Place, name: string): void {
    if (!file.includes('/')) {
      return;
    }
    const base = baseName(file);
    keepFirst(this.#byFunction, `${functionKey(name)}\0${base}\0${line}`, file);
    keepFirst(this.#byPlace, `${base}\0${line}`, file);
  }
}

/** The first in alphabetical order, so that the order of arrival does not matter. */
function keepFirst(paths: Map<string, string>, key: string, path: string): void {
  const known = paths.get(key);
  if (known === undefined || path < known) {
    paths.set(key, path);
  }
}
