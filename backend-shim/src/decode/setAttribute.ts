import type { Attributes, AttributeValue } from '../pipeline/records.ts';

/** Sets a key that a sender chose: `__proto__` becomes a key like any other. */
export function setAttribute(attributes: Attributes, key: string, value: AttributeValue): void {
  if (key === '__proto__') {
    Object.defineProperty(attributes, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    attributes[key] = value;
  }
}
