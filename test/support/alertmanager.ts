import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './aggregator.js';
import { RunningProgram } from './running-program.js';

/** Labels of an alert; they name it. */
export type AlertLabels = Record<string, string> & { alertname: string };

/** Debian's prometheus-alertmanager, alone on ports of its own, telling one webhook of each alert by itself, at once and again every second. */
export class Alertmanager {
  private constructor(
    private readonly program: RunningProgram,
    private readonly folder: string,
    private readonly port: number,
  ) {}

  static async start(webhook: { url: string; token: string }): Promise<Alertmanager> {
    const port = await freePort();
    const folder = mkdtempSync(join(tmpdir(), 'one-screen-alertmanager-'));
    const config = join(folder, 'alertmanager.yml');
    writeFileSync(config, `
route: { receiver: one-screen, group_by: ['...'], group_wait: 0s, group_interval: 1s, repeat_interval: 1s }
receivers:
  - name: one-screen
    webhook_configs:
      - url: ${webhook.url}
        send_resolved: true
        http_config: { authorization: { type: Bearer, credentials: '${webhook.token}' } }
`);
    const args = [`--config.file=${config}`, `--storage.path=${join(folder, 'data')}`, `--web.listen-address=127.0.0.1:${port}`, '--cluster.listen-address='];
    const ready = async () => (await fetch(`http://127.0.0.1:${port}/-/ready`)).ok;
    return new Alertmanager(await RunningProgram.start('prometheus-alertmanager', args, ready), folder, port);
  }

  /** Tells it of an alert as Prometheus does; with `endsAt` in the past it is resolved. */
  async post(alert: { labels: AlertLabels; annotations?: Record<string, string>; startsAt?: string; endsAt?: string }): Promise<void> {
    const answer = await fetch(`http://127.0.0.1:${this.port}/api/v2/alerts`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify([alert]) });
    if (!answer.ok) throw new Error(`alertmanager refused: ${answer.status} ${await answer.text()}`);
  }

  /** The fingerprint it gave to an alert it holds. */
  async fingerprint(alertname: string): Promise<string> {
    const answer = await fetch(`http://127.0.0.1:${this.port}/api/v2/alerts`);
    const alerts = (await answer.json()) as { fingerprint: string; labels: AlertLabels }[];
    const found = alerts.find((alert) => alert.labels.alertname === alertname);
    if (!found) throw new Error(`alertmanager holds no ${alertname}`);
    return found.fingerprint;
  }

  async stop(): Promise<void> {
    await this.program.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
