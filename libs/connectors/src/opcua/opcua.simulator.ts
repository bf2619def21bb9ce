import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What a node of the simulator shows: a number of a built-in type (Double unless told), or a truth value, text, an array. */
export interface OpcuaShown {
  value: unknown;
  dataType?: 'Boolean' | 'Int16' | 'UInt16' | 'Int32' | 'Int64' | 'Float' | 'Double' | 'String';
  array?: boolean;
  /** The type the node is made with, if it is to show values of several (`BaseDataType`). */
  declared?: string;
  /** Name of a StatusCode: `Good`, `UncertainLastUsableValue`, `BadSensorFailure` … */
  status?: string;
  /** Epoch ms; now when left out. */
  sourceTimestamp?: number;
}

/** An OPC UA server in a process of its own (opcua-server.mjs), which can be frozen and killed like one. Its nodes are of namespace 1. */
export interface OpcuaSimulator {
  readonly port: number;
  readonly endpoint: string;
  /** SHA-256 of its certificate, hex. */
  readonly fingerprint: string;
  /** What its namespace 1 is called. */
  readonly namespaceUri: string;
  /** Lets a node show something; it is made at first. Rejects when the server cannot do so. */
  set(nodeId: string, shown: OpcuaShown): Promise<void>;
  /** Takes a node away. */
  remove(nodeId: string): Promise<void>;
  /** Stops the process where it is, connections open (SIGSTOP); `thaw` lets it go on. */
  freeze(): void;
  thaw(): void;
  /** Ends it, in good order unless a signal is given. */
  close(signal?: NodeJS.Signals): Promise<void>;
}

interface Said {
  id?: number;
  error?: string;
  started?: boolean;
  fingerprint?: string;
  namespaceUri?: string;
}

const PROGRAM = fileURLToPath(new URL('../../opcua-server.mjs', import.meta.url));

/** Starts a server on `port`, which takes some seconds. Rejects when it ends before it is ready (node-opcua is not installed, the port is taken). */
export const openOpcuaSimulator = async ({ port, username, password }: { port: number; username?: string; password?: string }): Promise<OpcuaSimulator> => {
  const child = fork(PROGRAM, [JSON.stringify({ port, username, password })], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let complaint = '';
  child.stderr?.on('data', (bytes: Buffer) => (complaint = `${complaint}${bytes.toString()}`.slice(-2_000)));
  const ended = once(child, 'exit');
  const waiting = new Map<number, (said: Said) => void>();
  let last = 0;
  const { fingerprint = '', namespaceUri = '' } = await new Promise<Said>((resolve, reject) => {
    child.on('message', (said: Said) => {
      if (said.started) resolve(said);
      if (said.id !== undefined) waiting.get(said.id)?.(said);
    });
    void ended.then(() => reject(new Error(`the OPC UA server ended: ${complaint}`)));
  });
  const ask = (deed: string, what: object): Promise<void> => new Promise((resolve, reject) => {
    const id = (last += 1);
    waiting.set(id, ({ error }) => {
      waiting.delete(id);
      if (error === undefined) resolve();
      else reject(new Error(error));
    });
    child.send({ id, deed, ...what }, (error) => {
      if (error) reject(new Error(`the OPC UA server has ended (${child.exitCode ?? child.signalCode}): ${complaint}`));
    });
  });
  return {
    port, fingerprint, namespaceUri, endpoint: `opc.tcp://127.0.0.1:${port}`,
    set: (nodeId, shown) => ask('set', { dataType: 'Double', ...shown, nodeId }),
    remove: (nodeId) => ask('remove', { nodeId }),
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    close: async (signal = 'SIGTERM') => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGCONT'); // Frozen, it would hear of nothing else.
      child.kill(signal);
      await ended;
    },
  };
};
