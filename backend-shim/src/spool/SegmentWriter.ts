import { open, type FileHandle } from 'node:fs/promises';
import type { Logger } from '../pipeline/logger.ts';
import type { Body } from '../pipeline/records.ts';
import { ownerOnly } from './ownerOnly.ts';
import { encodeHeader, headerBytes } from './record.ts';
import { segmentPath, syncDirectory, type Segment } from './segments.ts';
import { SpoolError } from './SpoolError.ts';
import { writeGroup } from './writeGroup.ts';

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
  /** A segment has grown (the first time: was begun), or ended. */
  onChange: (segment: Segment) => void;
}

interface Pending {
  header: Buffer;
  bytes: Uint8Array;
  resolve: () => void;
  reject: (error: Error) => void;
}

interface Current {
  handle: FileHandle;
  segment: Segment;
  /** Its name survives a power cut. */
  isNamed: boolean;
}

/** `write()` alone survives `kill -9`; a power cut may cost what was written in this time before it. */
const syncAfterMs = 40;
/** Linux takes 1,024 buffers in one writev. */
const groupBodies = 256;
const groupBytes = 8 << 20;

/** Appends bodies to segment files, those that come while a write is under way as one group. */
export class SegmentWriter {
  readonly #options: SegmentWriterOptions;
  #nextId: number;
  #pending: Pending[] = [];
  #pendingBytes = 0;
  #current: Current | null = null;
  #draining: Promise<void> | null = null;
  /** Segments that take no more, on their way to the disk. */
  #ending: Promise<unknown> = Promise.resolve();
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
    return this.#pendingBytes;
  }

  /** @throws SpoolError when the disk takes no more */
  append(body: Body): Promise<void> {
    if (this.#closed) {
      return Promise.reject(new SpoolError('The spool is closing.'));
    }
    const header = encodeHeader(body);
    this.#pendingBytes += headerBytes + body.bytes.length;
    return new Promise((resolve, reject) => {
      this.#pending.push({ header, bytes: body.bytes, resolve, reject });
      this.#draining ??= this.#drainSoon();
    });
  }

  /** Ends after all that was appended is on disk. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#draining;
    this.#finish();
    await this.#ending;
  }

  /** Lets all requests of this turn of the event loop join the group. */
  #drainSoon(): Promise<void> {
    return new Promise<void>((resolve) => setImmediate(resolve)).then(() => this.#drain());
  }

  async #drain(): Promise<void> {
    while (this.#pending.length > 0) {
      const group = this.#takeGroup();
      const length = group.reduce((sum, { bytes }) => sum + headerBytes + bytes.length, 0);
      const error = await this.#write(group, length).then(
        () => null,
        (cause: Error) => new SpoolError(`The spool cannot be written: ${cause.message}`, { cause })
      );
      this.#pendingBytes -= length;
      group.forEach((pending) => (error ? pending.reject(error) : pending.resolve()));
    }
    this.#draining = null;
  }

  #takeGroup(): Pending[] {
    let bytes = 0;
    const end = this.#pending.findIndex((pending, at) => {
      bytes += pending.bytes.length;
      return at > 0 && (bytes > groupBytes || at === groupBodies);
    });
    return this.#pending.splice(0, end === -1 ? this.#pending.length : end);
  }

  async #write(group: Pending[], length: number): Promise<void> {
    const current = this.#takeUsable() ?? (await this.#begin());
    const { handle, segment } = current;
    try {
      const buffers = group.flatMap(({ header, bytes }) => [header, bytes]);
      writeGroup(handle.fd, buffers, segment.bytes);
      if (this.#options.sync === 'strict') {
        await this.#sync(current);
      }
    } catch (error) {
      await this.#abandon(current, error as Error);
      throw error;
    }
    segment.bytes += length;
    segment.bodies += group.length;
    this.#options.onChange(segment);
    if (this.#options.sync === 'write') {
      this.#syncTimer ??= setTimeout(() => this.#syncLater(), syncAfterMs);
    }
  }

  /** The segment to go on with; null, having ended it, where another has to begin. */
  #takeUsable(): Current | null {
    if (this.#current && (this.#tooOld || this.#current.segment.bytes >= this.#options.segmentBytes)) {
      this.#finish();
    }
    return this.#current;
  }

  async #begin(): Promise<Current> {
    const id = this.#nextId++;
    const path = segmentPath(this.#options.directory, id);
    const handle = await open(path, 'wx', ownerOnly);
    this.#current = { handle, segment: { id, path, bytes: 0, bodies: 0, open: true }, isNamed: false };
    this.#ageTimer = setTimeout(() => this.#endByAge(), this.#options.segmentMs).unref();
    return this.#current;
  }

  /**
   * After a failed write: takes back what was written in part, and goes on in a new segment, so that a full disk gets
   * room as soon as what the segment holds is processed.
   */
  async #abandon({ handle, segment }: Current, error: Error): Promise<void> {
    this.#options.logger.error({ err: error, segment: segment.path }, 'The spool cannot be written');
    const isWhole = await handle.truncate(segment.bytes).then(
      () => true,
      () => false
    );
    if (!isWhole || segment.bytes > 0) {
      this.#finish();
    }
  }

  #endByAge(): void {
    this.#tooOld = true;
    // A write that is under way ends the segment when it comes to the next.
    if (!this.#draining) {
      this.#finish();
    }
  }

  #finish(): void {
    const current = this.#current;
    this.#current = null;
    this.#tooOld = false;
    clearTimeout(this.#syncTimer ?? undefined);
    clearTimeout(this.#ageTimer ?? undefined);
    this.#syncTimer = null;
    if (current) {
      this.#ending = Promise.all([this.#ending, this.#end(current)]);
    }
  }

  async #end(current: Current): Promise<void> {
    current.segment.open = false;
    this.#options.onChange(current.segment);
    await this.#sync(current).catch((error: Error) => this.#tell(error));
    await current.handle.close().catch(() => undefined);
  }

  #syncLater(): void {
    this.#syncTimer = null;
    const current = this.#current;
    if (current) {
      this.#sync(current).catch((error: Error) => {
        // A segment that ended meanwhile is synced before it is closed.
        if (this.#current === current) {
          this.#tell(error);
        }
      });
    }
  }

  #tell(error: Error): void {
    this.#options.logger.error({ err: error }, 'The spool cannot be synced');
  }

  async #sync(current: Current): Promise<void> {
    await current.handle.datasync();
    if (!current.isNamed) {
      await syncDirectory(this.#options.directory);
      current.isNamed = true;
    }
  }
}
