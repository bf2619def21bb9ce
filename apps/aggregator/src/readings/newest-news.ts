import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { SECTORS } from '@one-screen/domain';
import { z } from 'zod';
import type { Bus } from '../bus/bus.js';
import { QUALITIES } from './reading.row.js';

/** Of a device, or of a point of it. */
export interface Heard {
  deviceCode: string;
  point?: string;
  at: number;
}

/** What is newest is told this often, and so many at once. */
const TELL_EVERY = 250;
const ROWS_AT_ONCE = 2_000;

const common = { deviceCode: z.string().min(1), at: z.number(), sourceId: z.string(), sector: z.enum(SECTORS), receivedAt: z.number(), objectCode: z.string().optional() };
const ROW_OF = {
  readings: z.object({ ...common, point: z.string().min(1), value: z.number(), unit: z.string(), quality: z.enum(QUALITIES) }),
  positions: z.object({ ...common, lon: z.number(), lat: z.number(), speedKmh: z.number().optional(), courseDeg: z.number().optional(), name: z.string().optional() }),
};

/** Tells sister instances what is newest here, the newest of each only, and hears it from them. Nothing where there is no Redis. */
export class NewestNews<Row extends Heard> {
  private readonly log = new Logger('news');
  private readonly from = randomUUID();
  private readonly untold = new Map<string, Row>();
  private timer: NodeJS.Timeout | undefined;
  private isStrange = false;

  constructor(
    private readonly what: keyof typeof ROW_OF,
    private readonly bus: Pick<Bus, 'kind' | 'say' | 'hear'>,
  ) {}

  tell(row: Row): void {
    if (this.bus.kind !== 'redis') return;
    const key = row.point === undefined ? row.deviceCode : `${row.deviceCode}\u0000${row.point}`;
    const before = this.untold.get(key);
    if (before && before.at >= row.at) return;
    this.untold.set(key, row);
    this.timer ??= setTimeout(() => this.say(), TELL_EVERY).unref();
  }

  /** Of a sister of another release only what is understood is taken. */
  hear(told: (row: Row) => void): void {
    const message = z.object({ from: z.string(), rows: z.array(z.unknown()) });
    this.bus.hear(this.topic, (text) => {
      const parsed = message.safeParse(asJson(text));
      if (!parsed.success) return this.strange();
      if (parsed.data.from === this.from) return;
      for (const each of parsed.data.rows) {
        const row = ROW_OF[this.what].safeParse(each);
        if (row.success) told(row.data as unknown as Row);
        else this.strange();
      }
    });
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.untold.clear();
  }

  private get topic(): string {
    return `newest:${this.what}`;
  }

  private say(): void {
    this.timer = undefined;
    const rows = [...this.untold.values()];
    this.untold.clear();
    for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) this.bus.say(this.topic, JSON.stringify({ from: this.from, rows: rows.slice(start, start + ROWS_AT_ONCE) }));
  }

  private strange(): void {
    if (!this.isStrange) this.log.warn(`the bus carries ${this.what} that are not understood (a sister of another release?); they are left out`);
    this.isStrange = true;
  }
}

const asJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
