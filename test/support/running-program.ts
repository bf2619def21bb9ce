import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

export interface RunOptions {
  /** The whole environment of the program; PATH is added. */
  env?: Record<string, string>;
  cwd?: string;
}

export interface Ended {
  /** Exit code; null when a signal ended it. */
  code: number | null;
  /** What it wrote, stdout and stderr as they came. */
  output: string;
}

const start = (command: string, args: readonly string[], { env = {}, cwd }: RunOptions): ChildProcess =>
  // Servers of a distribution live in /usr/sbin, which not everyone has on the PATH.
  spawn(command, args, { cwd, env: { PATH: `${process.env['PATH'] ?? ''}:/usr/local/sbin:/usr/sbin`, HOME: process.env['HOME'] ?? '/', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });

/** Runs a program to its end; one that has not ended after `limitMs` is killed and the promise rejected. */
export const runToEnd = (command: string, args: readonly string[], options: RunOptions = {}, limitMs = 180_000): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = start(command, args, options);
    let output = '';
    const hear = (chunk: Buffer) => (output += chunk.toString());
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    const killer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${command} did not end within ${limitMs} ms:\n${output}`));
    }, limitMs);
    child.on('error', (error) => {
      clearTimeout(killer);
      reject(error);
    });
    child.on('close', (code) => {
      clearTimeout(killer);
      resolve({ code, output });
    });
  });

/** A program of somebody else's that runs beside the test (a proxy, an alert manager) until it is stopped. */
export class RunningProgram {
  output = '';
  private ended: string | undefined;

  private constructor(
    private readonly command: string,
    private readonly child: ChildProcess,
  ) {
    const hear = (chunk: Buffer) => (this.output += chunk.toString());
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.on('error', (error) => (this.ended = error.message));
    child.on('close', (code, signal) => (this.ended ??= `ended with ${code ?? signal}`));
  }

  /** Starts it and waits until `ready` says yes. Rejects with what it wrote when it ends before that. */
  static async start(command: string, args: readonly string[], ready: () => Promise<boolean>, options: RunOptions = {}, limitMs = 90_000): Promise<RunningProgram> {
    const program = new RunningProgram(command, start(command, args, options));
    const end = Date.now() + limitMs;
    for (;;) {
      if (program.ended !== undefined) throw new Error(`${command} ${program.ended}:\n${program.output}`);
      if (await ready().catch(() => false)) return program;
      if (Date.now() > end) {
        await program.stop();
        throw new Error(`${command} was not ready within ${limitMs} ms:\n${program.output}`);
      }
      await delay(30);
    }
  }

  /** Asks it to stop; kills it when it has not after five seconds. */
  async stop(): Promise<void> {
    if (this.ended !== undefined) return;
    const gone = new Promise<void>((resolve) => this.child.once('close', () => resolve()));
    this.child.kill('SIGTERM');
    const killer = setTimeout(() => this.child.kill('SIGKILL'), 5000);
    await gone;
    clearTimeout(killer);
  }
}
