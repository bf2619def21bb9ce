import { Injectable } from '@nestjs/common';
import type { Counter, Sector } from '@one-screen/domain';
import { Database } from '../database/database.js';
import { marks } from '../database/sql.js';
import type { Cell, Figure } from './figures.js';
import { howMany, partOf, placed, under } from './place-sql.js';
import { bucketDigits, kindOf, type Question } from './question.js';

const COUNTER_OF: Partial<Record<Figure, Counter>> = {
  visits: 'visits', finding: 'finding', visitHazards: 'visit_hazards', penalties: 'penalties', found: 'found', majorFound: 'major_found',
  rectified: 'rectified', majorRectified: 'major_rectified', due: 'due', onTime: 'on_time', covered: 'covered',
};
const NAMES = Object.entries(COUNTER_OF) as [Figure, Counter][];

type BucketSums = Record<Counter, number | string> & { from_at: number | string; sector: string; part: string };

/** Figures of standing periods from the counts kept with every change. */
@Injectable()
export class KeptFiguresRepository {
  constructor(private readonly database: Database) {}

  /** All windows are of one kind; `indices` are their places in the question. */
  async of(question: Question, indices: readonly number[]): Promise<Cell[]> {
    const { sectors, prefix, parts, windows } = question;
    const [first] = indices;
    if (first === undefined || !sectors.length) return [];
    const digits = typeof parts === 'number' ? parts : (bucketDigits(prefix) as number);
    const grids = under('grid', prefix);
    const mine = indices.map((index) => ({ index, window: windows[index]! }));
    const rows = await this.database.read<BucketSums>(
      `SELECT from_at, sector, ${parts === undefined ? "''" : 'grid'} AS part, ${NAMES.map(([, counter]) => `SUM(${counter}) AS ${counter}`).join(', ')} FROM rate_bucket
       WHERE kind = ? AND from_at IN (${marks(mine.length)}) AND digits = ? AND ${grids.sql} AND sector IN (${marks(sectors.length)}) GROUP BY from_at, sector, part`,
      [kindOf(windows[first]!), ...mine.map(({ window }) => window.from), digits, ...grids.values, ...sectors],
    );
    // The year before a year is also the period before it: one row may answer for several windows.
    const cells = rows.flatMap((row) => mine.filter(({ window }) => window.from === Number(row.from_at)).map(({ index }): Cell => ({
      window: index, sector: row.sector as Sector, part: row.part,
      figures: Object.fromEntries(NAMES.map(([figure, counter]) => [figure, Number(row[counter])])),
    })));
    for (const { index, window } of mine) if (window.end < window.to) cells.push(...(await this.notDueYet(question, index)));
    return cells;
  }

  /** Terms that end in a running period, but not yet: taken off again. */
  private async notDueYet(question: Question, index: number): Promise<Cell[]> {
    const window = question.windows[index]!;
    const place = placed(question, 'h');
    const rows = await this.database.read<{ sector: string; part: string; due: number | string; on_time: number | string }>(
      `SELECT h.sector AS sector, ${partOf(question, 'h')} AS part, COUNT(*) AS due, ${howMany('h.closed_at < h.due_at', 'on_time')} FROM hazard h
       WHERE h.due_at > ? AND h.due_at <= ? AND h.counts = 1 AND ${place.sql} GROUP BY h.sector, part`,
      [window.end, window.to, ...place.values],
    );
    return rows.map((row) => ({ window: index, sector: row.sector as Sector, part: row.part, figures: { due: -Number(row.due), onTime: -Number(row.on_time) } }));
  }
}
