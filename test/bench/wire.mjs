// A lean HTTP/1.1 client: one kept-alive connection, one request at a time, so that the sender costs the server little of the machine.
// It reads answers with a content-length only, as both the product and the bare servers send them.
import { connect } from 'node:net';

const HEAD_END = Buffer.from('\r\n\r\n');

export class Wire {
  #socket;
  #waiting;
  #received = Buffer.alloc(0);
  #head;

  /** `headers` go with every post to `path`. */
  constructor(port, path, headers = {}) {
    this.port = port;
    const lines = Object.entries({ host: `127.0.0.1:${port}`, 'content-type': 'application/json', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
    this.#head = `POST ${path} HTTP/1.1\r\n${lines.join('')}content-length: `;
  }

  /** Opens the connection; post does it too when it is closed. */
  open() {
    return new Promise((resolve, reject) => {
      const socket = connect({ port: this.port, host: '127.0.0.1', noDelay: true }, () => resolve(socket));
      socket.once('error', reject);
      socket.on('data', (chunk) => this.#take(chunk));
      socket.on('close', () => {
        if (this.#socket === socket) this.#socket = undefined;
        this.#waiting?.reject(new Error('the connection was closed'));
        this.#waiting = undefined;
      });
      socket.on('error', () => undefined);
      this.#socket = socket;
    });
  }

  /** Posts a body and resolves with `{ status, body }`. */
  async post(body) {
    if (!this.#socket) await this.open();
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(`${this.#head}${Buffer.byteLength(body)}\r\n\r\n${body}`);
    });
  }

  close() {
    this.#socket?.destroy();
  }

  #take(chunk) {
    this.#received = this.#received.length ? Buffer.concat([this.#received, chunk]) : chunk;
    const end = this.#received.indexOf(HEAD_END);
    if (end < 0) return;
    const head = this.#received.toString('latin1', 0, end);
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1]);
    if (Number.isNaN(length)) return void this.#socket?.destroy();
    const from = end + HEAD_END.length;
    if (this.#received.length < from + length) return;
    const body = this.#received.toString('utf8', from, from + length);
    this.#received = this.#received.subarray(from + length);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve({ status: Number(head.slice(9, 12)), body });
  }
}
