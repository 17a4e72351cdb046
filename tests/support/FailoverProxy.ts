import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What a load balancer before a cluster does: each connection goes to the first node that takes it. */
export class FailoverProxy {
  readonly #nodes: number[];
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;

  /** @param nodes - ports on this machine, the preferred one first */
  constructor(nodes: number[]) {
    this.#nodes = nodes;
  }

  get port(): number {
    return (this.#server!.address() as AddressInfo).port;
  }

  async open(): Promise<void> {
    const server = createServer((client) => void this.#forward(client));
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
    this.#server = server;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => (this.#server ? this.#server.close(() => resolve()) : resolve()));
    this.#sockets.forEach((socket) => socket.destroy());
    await closed;
  }

  async #forward(client: Socket): Promise<void> {
    this.#keep(client);
    for (const port of this.#nodes) {
      const upstream = await open(port);
      if (upstream) {
        this.#keep(upstream);
        client.on('close', () => upstream.destroy()).pipe(upstream);
        upstream.on('close', () => client.destroy()).pipe(client);
        return;
      }
    }
    client.destroy();
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => this.#sockets.delete(socket));
  }
}

function open(port: number): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(socket)).once('error', () => resolve(null));
  });
}
