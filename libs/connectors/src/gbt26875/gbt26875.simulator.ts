import { connect, type Socket } from 'node:net';
import { answerTo, COMMANDS, parsePacket, type Packet } from './gbt26875.frame.js';
import { gbt26875Framer } from './gbt26875.framer.js';
import { ANSWER_MS, openOrders, type Line, type Orders } from './gbt26875.orders.js';
import { decodeUnit, type Unit } from './gbt26875.units.js';

/** A user information transmission device 用户信息传输装置. It connects again when it has something to send and the connection is gone. */
export interface FireDevice {
  /** Sends a data unit (command 2) and waits for the confirm, repeating up to three times after a time-out or a denial. Rejects when all that was in vain. */
  sendUnit(unit: Unit): Promise<void>;
  /** An empty packet; as `sendUnit`. */
  heartbeat(): Promise<void>;
  /** From now on answers duty checks as operator `operator` (0 to 255); `undefined`: leaves them unanswered, as at first. */
  answerDuty(operator: number | undefined): void;
  /** Sends any bytes, to play a device that is out of order. Rejects when it cannot connect. */
  sendRaw(bytes: Uint8Array): Promise<void>;
  /** Every packet heard from the centre, newest last, at most 1,000. */
  readonly heard: readonly Packet[];
  /** Breaks the connection off; the next send opens a new one. */
  drop(): void;
  close(): Promise<void>;
}

const MAX_HEARD = 1000;
const DUTY_ANSWER = 0x20;

interface Link {
  socket: Socket;
  orders: Orders;
}

/** Connects a device with that address (decimal) to the centre. Rejects when the first connection fails or the address is none. */
export const openFireDevice = async ({ host, port, address, centre = '0', answerMs = ANSWER_MS }: { host: string; port: number; address: string; centre?: string; answerMs?: number }): Promise<FireDevice> => {
  const heard: Packet[] = [];
  const line: Line = { version: { main: 1, user: 1 }, source: address, destination: centre };
  let operator: number | undefined;
  let closed = false;
  let link: Promise<Link> | undefined;

  const hear = ({ socket, orders }: Link, packet: Packet): void => {
    heard.push(packet);
    if (heard.length > MAX_HEARD) heard.shift();
    if (packet.command === COMMANDS.confirm || packet.command === COMMANDS.deny) return void orders.answered(packet.serial, packet.command);
    if (packet.command !== COMMANDS.control) return;
    socket.write(answerTo(packet, COMMANDS.confirm, Date.now()));
    if (decodeUnit(packet.unit).unit?.type !== 91 || operator === undefined) return;
    const answer: Unit = { type: 24, objects: [{ ops: DUTY_ANSWER, operator, at: Date.now() }] };
    void orders.send(line, COMMANDS.data, () => answer);
  };
  const dial = (): Promise<Link> => new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true });
    const gone = new AbortController();
    const framer = gbt26875Framer();
    const made: Link = { socket, orders: openOrders((bytes) => socket.writable && (socket.write(bytes), true), gone.signal, answerMs) };
    socket.once('connect', () => resolve(made));
    socket.on('error', reject);
    socket.on('data', (chunk: Buffer) => {
      for (const cut of framer.push(chunk)) {
        const parsed = cut.ok ? parsePacket(cut.frame) : undefined;
        if (parsed?.ok) hear(made, parsed.packet);
      }
    });
    socket.once('close', () => {
      link = undefined;
      gone.abort();
      reject(new Error('connection closed'));
    });
  });
  const linked = (): Promise<Link> => {
    if (closed) return Promise.reject(new Error('the device is switched off'));
    link ??= dial();
    return link;
  };
  const send = async (unit: Unit | undefined): Promise<void> => {
    const { orders } = await linked();
    const outcome = await orders.send(line, COMMANDS.data, () => unit);
    if (outcome !== 'confirmed') throw new Error(`not confirmed: ${outcome}`);
  };

  await linked();
  return {
    heard,
    sendUnit: send,
    heartbeat: () => send(undefined),
    answerDuty: (as) => {
      operator = as;
    },
    async sendRaw(bytes) {
      const { socket } = await linked();
      await new Promise<void>((resolve, reject) => socket.write(bytes, (error) => (error ? reject(error) : resolve())));
    },
    drop: () => void link?.then(({ socket }) => socket.destroy(), () => undefined),
    async close() {
      closed = true;
      const open = await link?.catch(() => undefined);
      if (!open || open.socket.destroyed) return;
      await new Promise<void>((resolve) => {
        open.socket.once('close', () => resolve());
        open.socket.destroy();
      });
    },
  };
};
