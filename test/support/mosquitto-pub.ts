import { spawn, type ChildProcess } from 'node:child_process';
import { runToEnd } from './running-program.js';

const BROKER = ['-h', '127.0.0.1', '-p', '1883'];

/** Where the local broker answers, as the aggregator's MQTT_URL. */
export const BROKER_URL = 'mqtt://127.0.0.1:1883';

/** One message at QoS 1 with Debian's mosquitto_pub; resolves when the broker has it. */
export const mosquittoPub = async (topic: string, payload: unknown): Promise<void> => {
  const { code, output } = await runToEnd('mosquitto_pub', [...BROKER, '-q', '1', '-t', topic, '-m', JSON.stringify(payload)]);
  if (code !== 0) throw new Error(`mosquitto_pub ended with ${code}: ${output}`);
};

/** One mosquitto_pub that stays connected and sends a message a line at QoS 1. */
export class PublishingLine {
  private readonly child: ChildProcess;
  private readonly ended: Promise<number | null>;

  constructor(topic: string) {
    this.child = spawn('mosquitto_pub', [...BROKER, '-q', '1', '-t', topic, '-l'], { stdio: ['pipe', 'ignore', 'inherit'] });
    this.ended = new Promise((resolve, reject) => this.child.once('error', reject).once('close', (code) => resolve(code)));
  }

  send(payload: unknown): void {
    this.child.stdin?.write(`${JSON.stringify(payload)}\n`);
  }

  /** Resolves when the broker has confirmed all of it; rejects when it has not. */
  async end(): Promise<void> {
    this.child.stdin?.end();
    const code = await this.ended;
    if (code !== 0) throw new Error(`mosquitto_pub ended with ${code}`);
  }
}
