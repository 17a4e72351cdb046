import type { SpanExtra } from '../../../pipeline/spans/SpanTemplate.ts';
import type { ByteWriter } from '../ByteWriter.ts';
import { Numbering } from '../bytes/Numbering.ts';
import { writeTime } from '../bytes/writeTime.ts';
import type { ValueWriter } from '../values/ValueWriter.ts';

/** Writes what spans have of their own: its shape becomes part of the row's symbol, its values stand in the details. */
export class ExtraWriter {
  readonly #values: ValueWriter;
  /** List of keys, whether there is a status message, number of events. */
  readonly #shapes = new Numbering<string>();

  constructor(values: ValueWriter) {
    this.#values = values;
  }

  /** 1 or more. */
  shape(extra: SpanExtra): number {
    const keys = this.#values.keyList(extra.attributes);
    return this.#shapes.place(`${keys},${extra.statusMessage === '' ? 0 : 1},${extra.events.length}`) + 1;
  }

  /** @param start - of the span, from which its events' times are told */
  write(out: ByteWriter, { attributes, statusMessage, events }: SpanExtra, start: number): void {
    this.#values.writeValues(out, attributes);
    if (statusMessage !== '') {
      this.#values.write(out, statusMessage);
    }
    for (const event of events) {
      out.varint(this.#values.strings.place(event.name));
      writeTime(out, event.time, start);
      out.varint(this.#values.keyList(event.attributes));
      this.#values.writeValues(out, event.attributes);
    }
  }

  writeShapes(out: ByteWriter): void {
    out.varint(this.#shapes.size);
    for (const shape of this.#shapes.things()) {
      shape.split(',').forEach((part) => out.varint(Number(part)));
    }
  }
}
