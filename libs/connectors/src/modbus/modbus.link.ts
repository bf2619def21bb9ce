import modbusSerial from 'modbus-serial';
import { about } from '@one-screen/domain';
import { connect, type Socket } from 'node:net';
import { wordsOf } from '../error-words.js';
import { holdsBits, type ModbusSettings } from './modbus.options.js';
import type { Block } from './modbus.plan.js';

/** What came of one request. `missed`: nothing that answers it came in time. `code`: the device refused it by this exception. `late`: nothing came in time. `heard`: what came instead of an answer. */
export type Answer = { ok: true; bytes: Buffer } | { ok: false; missed: boolean; code?: number; error: string; late?: boolean; heard?: Buffer };

/** One connection to a device. Requests are put one after the other, as most gateways want it. */
export interface Link {
  /** Fires when the connection is over. */
  readonly gone: AbortSignal;
  /** Rejects only when the connection is over, saying why. */
  read(block: Block): Promise<Answer>;
  close(): Promise<void>;
}

const CONNECT_MS = 5_000;
/** Of what answers no request so much is kept. */
const HEARD_BYTES = 256;

/** Exception codes (Modbus Application Protocol V1.1b3, 7). */
export const ILLEGAL_ADDRESS = 2;
export const ILLEGAL_VALUE = 3;
const EXCEPTIONS: Readonly<Record<number, string>> = {
  1: '非法功能 / illegal function',
  [ILLEGAL_ADDRESS]: '非法数据地址 / illegal data address',
  [ILLEGAL_VALUE]: '非法数据值 / illegal data value',
  4: '设备故障 / device failure',
  5: '已接受、尚未完成 / acknowledged, not done yet',
  6: '设备忙 / device busy',
  8: '存储奇偶校验错 / memory parity error',
  10: '网关通路不可用 / gateway path unavailable',
  11: '网关后的设备无响应 / gateway target device failed to respond',
};

/** Connects. Rejects when that fails or takes longer than 5 s; what the device then says is another matter. */
export const openLink = async ({ host, port, unitId, timeout }: Pick<ModbusSettings, 'host' | 'port' | 'unitId' | 'timeout'>, abortSignal: AbortSignal): Promise<Link> => {
  const socket = connect({ host, port, noDelay: true, keepAlive: true });
  // Not connect's own `signal`: a connection that is refused would stay on its list of listeners for ever.
  const stop = (): void => void socket.destroy(abortSignal.reason instanceof Error ? abortSignal.reason : undefined);
  abortSignal.addEventListener('abort', stop, { once: true });
  socket.once('close', () => abortSignal.removeEventListener('abort', stop));
  if (abortSignal.aborted) stop();
  const gone = new AbortController();
  let reason: Error | undefined;
  // A name with several addresses fails with one error for each; the first says enough.
  socket.on('error', (error) => (reason = error instanceof AggregateError && error.errors[0] instanceof Error ? error.errors[0] : error));
  socket.once('close', () => gone.abort(reason ?? new Error('对方断开了连接 / the device closed the connection')));
  await connected(socket, gone.signal);

  // The library drops what answers nothing without a word; people who mend links want to see it.
  let heard = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => (heard = Buffer.concat([heard, chunk.subarray(0, HEARD_BYTES - heard.length)])));

  const client = new modbusSerial.default();
  client.on('error', () => undefined); // The socket's own events say the same.
  await client.linkTCP(socket, { port });
  client.setID(unitId);
  client.setTimeout(timeout);

  const ask = ({ register, address, length }: Block): Promise<{ buffer: Buffer }> => {
    switch (register) {
      case 'coil': return client.readCoils(address, length);
      case 'discrete': return client.readDiscreteInputs(address, length);
      case 'holding': return client.readHoldingRegisters(address, length);
      case 'input': return client.readInputRegisters(address, length);
    }
  };
  return {
    gone: gone.signal,
    // Not Promise.race with one promise for the connection's end: that would keep something of every request until then.
    read: (block) => new Promise((resolve, reject) => {
      const over = (): void => reject(gone.signal.reason as Error);
      if (gone.signal.aborted) return over();
      gone.signal.addEventListener('abort', over, { once: true });
      heard = Buffer.alloc(0);
      void ask(block)
        .then(({ buffer }) => answerOf(block, buffer), (error: unknown) => refusal(error, timeout))
        .then((answer) => resolve(!answer.ok && answer.missed && heard.length && !(answer.late && areFrames(heard)) ? { ...answer, heard } : answer))
        .finally(() => gone.signal.removeEventListener('abort', over));
    }),
    close: async () => {
      client.destroy(() => undefined);
      socket.destroy();
      if (!gone.signal.aborted) await new Promise((resolve) => gone.signal.addEventListener('abort', resolve, { once: true }));
    },
  };
};

const connected = (socket: Socket, gone: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const impatient = setTimeout(() => socket.destroy(new Error(`${CONNECT_MS} ms 内未能建立连接 / no connection within ${CONNECT_MS} ms`)), CONNECT_MS);
    const over = (): void => {
      clearTimeout(impatient);
      reject(gone.reason as Error);
    };
    gone.addEventListener('abort', over, { once: true });
    socket.once('connect', () => {
      clearTimeout(impatient);
      gone.removeEventListener('abort', over);
      resolve();
    });
  });

/** Whether bytes are whole Modbus TCP frames (protocol 0, a length that fits), as a device too slow for us sends: late, but no nonsense. */
const areFrames = (bytes: Buffer): boolean => {
  let at = 0;
  while (at + 8 <= bytes.length && bytes.readUInt16BE(at + 2) === 0 && bytes.readUInt16BE(at + 4) >= 3 && bytes.readUInt16BE(at + 4) <= 254) at += 6 + bytes.readUInt16BE(at + 4);
  return at === bytes.length || (at > 0 && bytes.length === HEARD_BYTES);
};

/** The library checks the length of the frame, not the count of bytes written in it, by which it cuts the values. */
const answerOf = ({ register, length }: Block, bytes: Buffer): Answer => {
  const due = holdsBits(register) ? Math.ceil(length / 8) : length * 2;
  return bytes.length === due ? { ok: true, bytes } : { ok: false, missed: true, error: `应答应为 ${due} 字节，收到 ${bytes.length} 字节 / ${due} bytes of values expected, got ${bytes.length}` };
};

/** What the client library rejects with; not always an Error. */
const refusal = (error: unknown, timeout: number): Answer => {
  const { modbusCode, errno, message } = error as { modbusCode?: number; errno?: unknown; message?: string };
  if (typeof modbusCode === 'number') return { ok: false, missed: false, code: modbusCode, error: about({ zh: `异常 ${modbusCode}`, en: `exception ${modbusCode}` }, EXCEPTIONS[modbusCode] ?? '未定义 / not defined') };
  if (errno === 'ETIMEDOUT') return { ok: false, missed: true, late: true, error: `${timeout} ms 内无应答 / no answer within ${timeout} ms` };
  return { ok: false, missed: true, error: wordsOf(message ?? 'unknown', { zh: '答非所问', en: 'not an answer to the request' }) };
};
