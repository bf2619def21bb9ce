import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './aggregator.js';
import { RunningProgram, runToEnd } from './running-program.js';

const SHIPPED = join(__dirname, '../../docker/nginx.conf');

/** Replaces a piece that must be there: a shipped file that changed its shape must not be tested by half. */
const replaced = (text: string, piece: RegExp, by: string): string => {
  if (!piece.test(text)) throw new Error(`docker/nginx.conf no longer has ${piece}`);
  return text.replace(piece, by);
};

/** The shipped docker/nginx.conf in front of aggregators on this machine; only addresses and folders are substituted. */
export class Nginx {
  private constructor(
    private readonly program: RunningProgram,
    private readonly folder: string,
    readonly port: number,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  static async start(aggregatorPorts: readonly [number, number]): Promise<Nginx> {
    const port = await freePort();
    const folder = mkdtempSync(join(tmpdir(), 'one-screen-nginx-'));
    // Started by root its workers are someone else, who must get at the folder.
    chmodSync(folder, 0o755);
    let text = readFileSync(SHIPPED, 'utf8');
    text = replaced(text, /listen 8080;/, `listen 127.0.0.1:${port};`);
    aggregatorPorts.forEach((to, index) => (text = replaced(text, new RegExp(`aggregator-${index + 1}:8080`), `127.0.0.1:${to}`)));
    text = text.replaceAll(' /tmp/', ` ${folder}/`);
    text = replaced(text, /access_log \/dev\/stdout/, `access_log ${join(folder, 'access.log')}`);
    const conf = join(folder, 'nginx.conf');
    writeFileSync(conf, text);
    const args = ['-c', conf, '-p', folder, '-e', join(folder, 'error.log')];
    const check = await runToEnd('nginx', [...args, '-t']);
    if (check.code !== 0) throw new Error(`nginx refuses docker/nginx.conf:\n${check.output}`);
    const answers = async () => (await fetch(`http://127.0.0.1:${port}/api/health/live`)).status < 600;
    return new Nginx(await RunningProgram.start('nginx', [...args, '-g', 'daemon off;'], answers), folder, port);
  }

  async stop(): Promise<void> {
    await this.program.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
