import { open, type FileHandle } from 'node:fs/promises';
import type { Logger } from '../pipeline/logger.ts';
import type { Body } from '../pipeline/records.ts';
import { encodeRecord } from './record.ts';
import { segmentPath, syncDirectory, type Segment } from './segments.ts';
import { SpoolError } from './SpoolError.ts';

export interface SegmentWriterOptions {
  directory: string;
  /** A new segment begins when one has this many bytes, */
  segmentBytes: number;
  /** or is this old: what was processed shall not stay on disk. */
  segmentMs: number;
  /** `strict`: a body counts as written after fsync; `write`: after write, with fsync following. */
  sync: 'write' | 'strict';
  logger: Logger;
  nextId: number;
  /** A segment was begun; it grows as bodies are written. */
  onSegment: (segment: Segment) => void;
  /** Bodies were written, or a segment ended. */
  onChange: () => void;
}

interface Pending {
  buffers: [Buffer, Uint8Array];
  bytes: number;
  resolve: () => void;
  reject: (error: Error) => void;
}

/** `write()` alone survives `kill -9`; a power cut may cost what was written in this time before it. */
const syncAfterMs = 25;
/** Linux takes 1,024 buffers in one writev. */
const groupSize = 256;

/** Appends bodies to segment files, those that come while a write is under way as one group. */
export class SegmentWriter {
  readonly #options: SegmentWriterOptions;
  #nextId: number;
  #pending: Pending[] = [];
  #current: { handle: FileHandle; segment: Segment } | null = null;
  #draining: Promise<void> | null = null;
  #syncTimer: NodeJS.Timeout | null = null;
  #ageTimer: NodeJS.Timeout | null = null;
  #tooOld = false;
  #closed = false;

  constructor(options: SegmentWriterOptions) {
    this.#options = options;
    this.#nextId = options.nextId;
  }

  /** Bytes of bodies whose write has not ended. */
  get pendingBytes(): number {
    return this.#pending.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** @throws SpoolError when the disk takes no more */
  append(body: Body): Promise<void> {
    if (this.#closed) {
      return Promise.reject(new SpoolError('The spool is closing.'));
    }
    const buffers = encodeRecord(body);
    return new Promise((resolve, reject) => {
      this.#pending.push({ buffers, bytes: buffers[0].length + buffers[1].length, resolve, reject });
      this.#draining ??= this.#drain();
    });
  }

  /** Ends after all that was appended is on disk. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#draining;
    await this.#finish();
  }

  async #drain(): Promise<void> {
    // Lets all requests of this turn of the event loop join the group.
    await Promise.resolve();
    while (this.#pending.length > 0) {
      const group = this.#pending.slice(0, groupSize);
      const error = await this.#write(group).then(
        () => null,
        (cause: Error) => new SpoolError(`The spool cannot be written: ${cause.message}`, { cause })
      );
      this.#pending.splice(0, group.length);
      group.forEach((pending) => (error ? pending.reject(error) : pending.resolve()));
    }
    this.#draining = null;
  }

  async #write(group: Pending[]): Promise<void> {
    const { handle, segment } = await this.#open();
    try {
      await writeAll(
        handle,
        group.flatMap(({ buffers }) => buffers),
        segment.bytes
      );
      if (this.#options.sync === 'strict') {
        await handle.datasync();
      }
    } catch (error) {
      await this.#abandon(error as Error);
      throw error;
    }
    segment.bytes += group.reduce((sum, { bytes }) => sum + bytes, 0);
    segment.bodies += group.length;
    this.#options.onChange();
    if (this.#options.sync === 'write') {
      this.#syncTimer ??= setTimeout(() => this.#syncLater(), syncAfterMs);
    }
  }

  async #open(): Promise<{ handle: FileHandle; segment: Segment }> {
    if (this.#current && (this.#tooOld || this.#current.segment.bytes >= this.#options.segmentBytes)) {
      await this.#finish();
    }
    if (!this.#current) {
      this.#current = await this.#begin(this.#nextId++);
      this.#ageTimer = setTimeout(() => this.#endByAge(), this.#options.segmentMs).unref();
      this.#options.onSegment(this.#current.segment);
    }
    return this.#current;
  }

  async #begin(id: number): Promise<{ handle: FileHandle; segment: Segment }> {
    const path = segmentPath(this.#options.directory, id);
    const handle = await open(path, 'wx');
    try {
      await syncDirectory(this.#options.directory);
    } catch (error) {
      await handle.close();
      throw error;
    }
    return { handle, segment: { id, path, bytes: 0, bodies: 0, open: true } };
  }

  /** After a failed write: takes back what was written in part, or where even this fails, goes on in a new segment. */
  async #abandon(error: Error): Promise<void> {
    const current = this.#current;
    this.#options.logger.error({ err: error, segment: current?.segment.path }, 'The spool cannot be written');
    try {
      await current?.handle.truncate(current.segment.bytes);
    } catch {
      await this.#finish();
    }
  }

  #endByAge(): void {
    this.#tooOld = true;
    // A write that is under way ends the segment when it comes to the next.
    if (!this.#draining) {
      this.#draining = this.#finish().then(() => this.#drain());
    }
  }

  async #finish(): Promise<void> {
    const current = this.#current;
    this.#current = null;
    this.#tooOld = false;
    clearTimeout(this.#syncTimer ?? undefined);
    clearTimeout(this.#ageTimer ?? undefined);
    this.#syncTimer = null;
    if (!current) {
      return;
    }
    try {
      await current.handle.datasync();
    } catch (error) {
      this.#options.logger.error({ err: error as Error }, 'The spool cannot be synced');
    }
    await current.handle.close().catch(() => undefined);
    current.segment.open = false;
    this.#options.onChange();
  }

  #syncLater(): void {
    this.#syncTimer = null;
    const current = this.#current;
    current?.handle.datasync().catch((error: Error) => {
      // A segment that ended meanwhile was synced before it was closed.
      if (this.#current === current) {
        this.#options.logger.error({ err: error }, 'The spool cannot be synced');
      }
    });
  }
}

async function writeAll(handle: FileHandle, buffers: Uint8Array[], position: number): Promise<void> {
  const { bytesWritten } = await handle.writev(buffers, position);
  const total = buffers.reduce((sum, buffer) => sum + buffer.length, 0);
  if (bytesWritten < total) {
    // A short write: the rest either goes through, or tells why not.
    const rest = Buffer.concat(buffers).subarray(bytesWritten);
    for (let done = 0; done < rest.length;) {
      done += (await handle.write(rest, done, rest.length - done, position + bytesWritten + done)).bytesWritten;
    }
  }
}
