import { connect, type Socket } from 'node:net';

export interface Answer {
  status: number;
  /** Of the body: a success without a remark has none. */
  length: number;
  retryAfterMs: number;
}

const endOfHead = '\r\n\r\n';

/**
 * One HTTP/1.1 connection, one request at a time. Written on sockets, because the generator shares the machine with
 * what it measures, and an HTTP client would cost as much as the receiver.
 */
export class Connection {
  readonly #host: string;
  #socket: Socket | null = null;
  #waiting: ((answer: Answer | null) => void) | null = null;
  #received = '';

  constructor(host: string) {
    this.#host = host;
  }

  /** @returns null when no answer came: whether the request was taken is then unknown */
  send(port: number, bytes: Buffer): Promise<Answer | null> {
    return new Promise((resolve) => {
      this.#waiting = resolve;
      this.#socket ??= this.#open(port);
      this.#socket.write(bytes);
    });
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = null;
  }

  #open(port: number): Socket {
    const socket = connect({ host: this.#host, port, noDelay: true });
    this.#received = '';
    socket.on('data', (chunk) => this.#read(chunk.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (this.#socket === socket) {
        this.#socket = null;
        this.#answer(null);
      }
    });
    return socket;
  }

  #read(text: string): void {
    this.#received += text;
    const end = this.#received.indexOf(endOfHead);
    if (end < 0) {
      return;
    }
    const head = this.#received.slice(0, end);
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? NaN);
    if (Number.isNaN(length)) {
      throw new Error(`An answer without a length: ${head}`);
    }
    if (this.#received.length < end + endOfHead.length + length) {
      return;
    }
    this.#received = '';
    const retryAfter = Number(/\r\nretry-after: *(\d+)/i.exec(head)?.[1] ?? 0);
    if (/\r\nconnection: *close/i.test(head)) {
      this.close();
    }
    this.#answer({ status: Number(head.slice(9, 12)), length, retryAfterMs: retryAfter * 1_000 });
  }

  #answer(answer: Answer | null): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.(answer);
  }
}
