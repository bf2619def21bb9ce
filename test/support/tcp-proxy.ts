import { connect, createServer, type Server, type Socket } from 'node:net';

/** A TCP proxy that can be cut and mended; its target may change (a load balancer of one line). */
export class TcpProxy {
  private readonly sockets = new Set<Socket>();
  private open = true;
  /** Connections refused while it was cut. */
  refused = 0;
  private turn = 0;

  private constructor(
    private readonly server: Server,
    readonly port: number,
    public targets: number[],
  ) {}

  static async start(targets: number[]): Promise<TcpProxy> {
    return new Promise((resolve) => {
      const server = createServer((socket) => proxy.join(socket));
      let proxy: TcpProxy;
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        proxy = new TcpProxy(server, typeof address === 'object' && address ? address.port : 0, targets);
        resolve(proxy);
      });
    });
  }

  /** Drops every connection and refuses new ones until `mend`. */
  cut(): void {
    this.open = false;
    for (const socket of this.sockets) socket.destroy();
  }
  mend(): void {
    this.open = true;
  }
  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(client: Socket): void {
    if (!this.open) {
      this.refused += 1;
      client.destroy();
      return;
    }
    this.tryTargets(client, this.targets.length);
  }

  private tryTargets(client: Socket, left: number): void {
    const port = this.targets[this.turn++ % this.targets.length];
    if (!left || port === undefined) {
      client.destroy();
      return;
    }
    const upstream = connect({ port, host: '127.0.0.1' });
    const refused = () => this.tryTargets(client, left - 1);
    upstream.once('error', refused);
    upstream.once('connect', () => {
      upstream.off('error', refused);
      for (const [one, other] of [[client, upstream], [upstream, client]] as const) {
        this.sockets.add(one);
        one.on('error', () => other.destroy());
        one.on('close', () => {
          this.sockets.delete(one);
          other.destroy();
        });
        one.pipe(other);
      }
    });
  }
}
