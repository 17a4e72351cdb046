import { createHash } from 'node:crypto';
import type { AttributeValue } from '../records.ts';
import type { SpanTemplate, TemplateContent } from './SpanTemplate.ts';

/** The same content can be written with its keys in many orders; characters. */
const maxTextLength = 32 * 1024 * 1024;

/** All templates that this process knows. They are few: what differs from request to request is no part of them. */
export class TemplateTable {
  readonly #templates: SpanTemplate[] = [];
  readonly #byId = new Map<string, SpanTemplate>();
  /** By the content as it was written, keys in any order: to hash the same content again and again would cost most. */
  readonly #byText = new Map<string, SpanTemplate>();
  #textLength = 0;
  #length = 0;

  get size(): number {
    return this.#templates.length;
  }

  /** Of all contents together, characters. */
  get length(): number {
    return this.#length;
  }

  /** The template with this content, the same object each time. */
  intern(content: TemplateContent): SpanTemplate {
    const { name, kind, status, attributes } = content;
    const text = JSON.stringify([name, kind, status, attributes]);
    return this.#byText.get(text) ?? this.#remember(text, this.#add(content, text.length));
  }

  /** The template with this content, if there is one. */
  find(content: TemplateContent): SpanTemplate | undefined {
    return this.#byId.get(templateId(content));
  }

  at(index: number): SpanTemplate {
    return this.#templates[index];
  }

  byId(id: string): SpanTemplate | undefined {
    return this.#byId.get(id);
  }

  #remember(text: string, template: SpanTemplate): SpanTemplate {
    if (this.#textLength + text.length > maxTextLength) {
      this.#byText.clear();
      this.#textLength = 0;
    }
    this.#byText.set(text, template);
    this.#textLength += text.length;
    return template;
  }

  #add(content: TemplateContent, length: number): SpanTemplate {
    const id = templateId(content);
    const known = this.#byId.get(id);
    if (known) {
      return known;
    }
    const { name, kind, status, attributes } = content;
    const template = { id, index: this.#templates.length, name, kind, status, attributes };
    this.#templates.push(template);
    this.#byId.set(id, template);
    this.#length += length;
    return template;
  }
}

/** 64 bits of SHA-256 over the content as JSON with sorted keys: part of the storage format, so never changed. */
export function templateId({ name, kind, status, attributes }: TemplateContent): string {
  const text = JSON.stringify([name, kind, status, sorted(attributes)]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function sorted(value: AttributeValue): unknown {
  if (value === null || typeof value !== 'object') {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  return Object.keys(value)
    .sort()
    .map((key) => [key, sorted(value[key])]);
}
