import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const PROGRAM = join(__dirname, 'field-device.mjs');

/** Something of the field that runs beside the test, in a process of its own. */
export class Player {
  protected child: ChildProcess | undefined;

  constructor(
    private readonly kind: 'jt808' | 'gbt26875' | 'hj212' | 'ais' | 'modbus' | 'stranger',
    protected readonly port: number,
  ) {}

  async start(): Promise<void> {
    const child = fork(PROGRAM, [JSON.stringify({ kind: this.kind, port: this.port })], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    this.child = child;
    await once(child, 'message');
  }

  /** Sends rubbish from now on. */
  rave(): void {
    this.child?.send('rave');
  }
  /** Comes to its senses. */
  recover(): void {
    this.child?.send('speak');
  }
  /** Stops where it is, its connections open. */
  freeze(): void {
    this.child?.kill('SIGSTOP');
  }
  thaw(): void {
    this.child?.kill('SIGCONT');
  }
  /** Killed without a word. */
  async stop(): Promise<void> {
    const { child } = this;
    this.child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
}

/** Debian's mosquitto on a port of its own, and one mosquitto_pub that publishes what `payload` gives twice a second. */
export class MqttPlayer {
  private broker: ChildProcess | undefined;
  private publisher: ChildProcess | undefined;
  private timer: NodeJS.Timeout | undefined;
  private raving = false;

  constructor(
    readonly port: number,
    private readonly topic: string,
    private readonly payload: () => unknown,
  ) {}

  async startBroker(): Promise<void> {
    // Servers of a distribution live in /usr/sbin, which not everyone has on the PATH.
    this.broker = spawn('mosquitto', ['-p', String(this.port)], { stdio: 'ignore', env: { PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` } });
    for (let tries = 0; !(await this.answers()); tries += 1) {
      if (tries > 600) throw new Error('mosquitto does not answer');
      await delay(100);
    }
  }
  private answers(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect(this.port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false)).on('connect', () => socket.destroy());
    });
  }

  start(): Promise<void> {
    const publisher = spawn('mosquitto_pub', ['-h', '127.0.0.1', '-p', String(this.port), '-q', '1', '-t', this.topic, '-l'], { stdio: ['pipe', 'ignore', 'ignore'] });
    publisher.stdin.on('error', () => undefined);
    this.publisher = publisher;
    this.raving = false;
    this.timer = setInterval(() => publisher.stdin.write(this.raving ? '~~@@## no JSON\n' : `${JSON.stringify(this.payload())}\n`), 500);
    return Promise.resolve();
  }
  rave(): void {
    this.raving = true;
  }
  recover(): void {
    this.raving = false;
  }
  /** The publisher stops where it is; what is written for it meanwhile waits in the pipe, so nothing is. */
  freeze(): void {
    clearInterval(this.timer);
    this.publisher?.kill('SIGSTOP');
  }
  async thaw(): Promise<void> {
    this.publisher?.kill('SIGCONT');
    await this.stop();
    await this.start();
  }
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await killed(this.publisher);
    this.publisher = undefined;
  }

  freezeBroker(): void {
    this.broker?.kill('SIGSTOP');
  }
  thawBroker(): void {
    this.broker?.kill('SIGCONT');
  }
  async stopBroker(): Promise<void> {
    await killed(this.broker);
    this.broker = undefined;
  }
}

const killed = async (child: ChildProcess | undefined): Promise<void> => {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
};
