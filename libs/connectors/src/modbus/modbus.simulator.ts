import modbusSerial from 'modbus-serial';
import { createServer, type AddressInfo } from 'node:net';
import { ILLEGAL_ADDRESS } from './modbus.link.js';
import { holdsBits, ModbusPoint, type ModbusOptions, type Register } from './modbus.options.js';
import { encodeValue, unscaled } from './modbus.value.js';

/** A device that speaks Modbus TCP. Only what was set exists; any other address is refused as illegal (exception 2). */
export interface ModbusSimulator {
  readonly port: number;
  /** Lets a point measure `value`, in its unit (a truth value for contacts). Throws RangeError when its type cannot hold that, ZodError when the point is wrong. */
  set(point: ModbusOptions['points'][number], value: number | boolean): void;
  /** Sets words (or bits, 0 and 1) from `address` on, as they are. */
  setRaw(register: Register, address: number, words: readonly number[]): void;
  /** Takes addresses away. */
  forget(register: Register, address: number, length?: number): void;
  /** From now on answers every request with this exception code; without one, as it should. */
  refuse(code?: number): void;
  /** From now on takes requests and answers none, as a device whose program hangs; `false` ends that. */
  hang(hung: boolean): void;
  close(): Promise<void>;
}

/** Opens a device on `port` (0: a free one); it answers to `unitId` alone (0 or 255: to any). Rejects when the port is taken. */
export const openModbusSimulator = async ({ host = '127.0.0.1', port = 0, unitId = 1 }: { host?: string; port?: number; unitId?: number } = {}): Promise<ModbusSimulator> => {
  const tables: Record<Register, Map<number, number>> = { holding: new Map(), input: new Map(), coil: new Map(), discrete: new Map() };
  let exception: number | undefined;
  let hung = false;
  // Three parameters: by their number the library knows that the answer comes by calling back.
  const read = (register: Register) => (address: number, _unitId: number, answer: (error: Error | null, word: number) => void): void => {
    if (hung) return;
    const word = tables[register].get(address);
    const code = exception ?? (word === undefined ? ILLEGAL_ADDRESS : undefined);
    answer(code === undefined ? null : Object.assign(new Error(`exception ${code}`), { modbusErrorCode: code }), word ?? 0);
  };
  const readBit = (register: Register) => (address: number, unitId: number, answer: (error: Error | null, bit: boolean) => void): void =>
    read(register)(address, unitId, (error, word) => answer(error, word !== 0));
  const chosen = port || await freePort(host);
  const server = new modbusSerial.ServerTCP({ getHoldingRegister: read('holding'), getInputRegister: read('input'), getCoil: readBit('coil'), getDiscreteInput: readBit('discrete') }, { host, port: chosen, unitID: unitId });
  server.on('socketError', () => undefined); // Callers come and go.
  await new Promise<void>((resolve, reject) => {
    server.on('initialized', () => resolve());
    server.on('serverError', reject);
  });

  const setRaw = (register: Register, address: number, words: readonly number[]): void => words.forEach((word, index) => tables[register].set(address + index, word));
  return {
    port: chosen,
    setRaw,
    set(wanted, value) {
      const point = ModbusPoint.parse(wanted);
      const raw = typeof value === 'boolean' ? Number(value) : unscaled(value, point);
      if (holdsBits(point.register)) return setRaw(point.register, point.address, [raw ? 1 : 0]);
      const before = Buffer.alloc(2);
      before.writeUInt16BE(tables[point.register].get(point.address) ?? 0);
      const bytes = encodeValue(raw, point, before);
      setRaw(point.register, point.address, Array.from({ length: bytes.length / 2 }, (_, index) => bytes.readUInt16BE(index * 2)));
    },
    forget(register, address, length = 1) {
      for (let each = address; each < address + length; each += 1) tables[register].delete(each);
    },
    refuse: (code) => void (exception = code),
    hang: (now) => void (hung = now),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
};

/** The server library takes 0 for its own default port, so a free one is found first. */
const freePort = (host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, host, () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
