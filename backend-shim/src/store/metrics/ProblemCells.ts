import { rollupKinds } from '../../pipeline/rollups.ts';
import type { SeriesBlock } from './SeriesBlock.ts';

const { dimensions, values } = rollupKinds.problems;
const problemAt = dimensions.indexOf('problemId');
const occurrencesAt = values.indexOf('occurrences');

/** Problems, and combinations of all other dimensions, that were ever seen, by number. */
export class ProblemNames {
  readonly problems: string[] = [];
  /** In the order of the dimensions of problems; the problem's id is empty. */
  readonly combinations: string[][] = [];
  readonly #problems = new Map<string, number>();
  readonly #combinations = new Map<string, number>();

  problem(id: string): number {
    let number = this.#problems.get(id);
    if (number === undefined) {
      number = this.problems.push(id) - 1;
      this.#problems.set(id, number);
    }
    return number;
  }

  find(id: string): number | undefined {
    return this.#problems.get(id);
  }

  combination({ columns: { tables, places } }: SeriesBlock, series: number): number {
    let key = '';
    for (let at = 0; at < tables.length; at++) {
      key += at === problemAt ? '' : `${tables[at][places[at][series]]}\0`;
    }
    let number = this.#combinations.get(key);
    if (number === undefined) {
      number =
        this.combinations.push(tables.map((table, at) => (at === problemAt ? '' : table[places[at][series]]))) - 1;
      this.#combinations.set(key, number);
    }
    return number;
  }
}

/** What a row of roll-ups tells of problems, in 17 bytes a cell: small enough to be kept of all rows that lists need. */
export class ProblemCells {
  readonly problem: Int32Array;
  readonly combination: Int32Array;
  readonly bucket: Uint8Array;
  readonly occurrences: Float64Array;
  readonly bucketCount: number;

  constructor(block: SeriesBlock, names: ProblemNames) {
    const { series, bucket, bucketCount, tables, places, values: columns } = block.columns;
    const problemOf = tables[problemAt].map((id) => names.problem(id));
    const combinationOf = new Int32Array(places[0].length);
    for (let at = 0; at < combinationOf.length; at++) {
      combinationOf[at] = names.combination(block, at);
    }
    this.problem = series.map((at) => problemOf[places[problemAt][at]]);
    this.combination = series.map((at) => combinationOf[at]);
    this.bucket = bucket;
    this.bucketCount = bucketCount;
    this.occurrences = columns[occurrencesAt];
  }

  get size(): number {
    return 200 + this.problem.length * 17;
  }
}
