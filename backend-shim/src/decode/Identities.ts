import { hash } from 'node:crypto';
import type { Attributes } from '../pipeline/records.ts';

type Part = string | number | bigint | boolean | null | Part[] | { [key: string]: Part };

/**
 * Makes identities of records: 32 hexadecimal digits of everything a record says, the process it comes from (all
 * resource attributes: host, process id, ...) and, where an export tells the very same record twice, which of them it
 * is. One export sent again thus has the same identities, whatever its encoding; no two exports share any.
 */
export class Identities {
  readonly #seen = new Map<string, number>();
  readonly #resources = new WeakMap<Attributes, string>();

  of(kind: 'log' | 'point', resource: Attributes, record: Part): string {
    const content = digest(`${kind}\n${this.#resource(resource)}\n${canonical(record)}`);
    const ordinal = this.#seen.get(content) ?? 0;
    this.#seen.set(content, ordinal + 1);
    return ordinal === 0 ? content : digest(`${content}\n${ordinal}`);
  }

  #resource(resource: Attributes): string {
    let known = this.#resources.get(resource);
    if (known === undefined) {
      known = digest(canonical(resource));
      this.#resources.set(resource, known);
    }
    return known;
  }
}

function digest(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 32);
}

/** One text for one content: keys in order, and every number (NaN too) told from every other. */
function canonical(part: Part): string {
  if (typeof part === 'string') {
    return JSON.stringify(part);
  }
  if (typeof part !== 'object' || part === null) {
    return String(part);
  }
  if (Array.isArray(part)) {
    return `[${part.map(canonical).join(',')}]`;
  }
  const keys = Object.keys(part).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(part[key])}`).join(',')}}`;
}
