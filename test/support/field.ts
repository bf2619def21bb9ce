import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Aggregator } from './aggregator.js';

const MAIN = join(__dirname, '../../apps/field/dist/main.js');

/** The demo city's own program, as a process of its own beside an aggregator. */
export class FieldProgram {
  output = '';
  /** Exit code once it has ended; null when a signal ended it. */
  exited: number | null | undefined;

  private constructor(private readonly child: ChildProcess) {
    const hear = (chunk: Buffer) => (this.output += chunk.toString());
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.on('exit', (code) => (this.exited = code));
  }

  static start(aggregator: Pick<Aggregator, 'url' | 'dataDir'>, args: readonly string[]): FieldProgram {
    const options = ['--url', aggregator.url, '--tokens', join(aggregator.dataDir, 'demo-sources.json'), ...args];
    return new FieldProgram(spawn(process.execPath, [MAIN, ...options], { env: { PATH: process.env['PATH'] ?? '' }, stdio: ['ignore', 'pipe', 'pipe'] }));
  }

  /** Asks it to stop; kills it when it has not after ten seconds. */
  async stop(): Promise<void> {
    if (this.exited !== undefined) return;
    const gone = new Promise<void>((resolve) => this.child.once('exit', () => resolve()));
    this.child.kill('SIGTERM');
    const killer = setTimeout(() => this.child.kill('SIGKILL'), 10_000);
    await gone;
    clearTimeout(killer);
  }
}
