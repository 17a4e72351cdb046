/** A statement somewhere in the recording. */
export interface Statement {
  text: string;
  /** Takes the runs of digits found variable: offset in the text and length. */
  runs: Array<{ at: number; length: number }>;
}

/** So many different numbers at one place of one statement are no constants of the program. */
const fewest = 8;

/**
 * Finds which numbers in SQL differ from request to request (visitors, carts, times), so that they can be made fresh:
 * a receiver that has seen the recording once must not have it easier than with a live shop.
 * A place is variable where statements that are equal but for their digits have many different ones there.
 */
export function markVariableDigits(statements: Statement[]): void {
  const byShape = new Map<string, Statement[]>();
  for (const statement of statements) {
    const shape = statement.text.replaceAll(/\d+/g, '0');
    const alike = byShape.get(shape);
    if (alike) {
      alike.push(statement);
    } else {
      byShape.set(shape, [statement]);
    }
  }
  for (const alike of byShape.values()) {
    if (alike.length >= fewest) {
      markPlaces(alike);
    }
  }
}

function markPlaces(alike: Statement[]): void {
  const values: Array<Set<string>> = [];
  const places = alike.map((statement) => [...statement.text.matchAll(/\d+/g)]);
  for (const runs of places) {
    runs.forEach(([digits], place) => (values[place] ??= new Set()).add(digits));
  }
  alike.forEach((statement, index) => {
    statement.runs = places[index].flatMap((match, place) =>
      values[place].size < fewest ? [] : [{ at: match.index, length: match[0].length }]
    );
  });
}
