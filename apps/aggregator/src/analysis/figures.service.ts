import { Injectable } from '@nestjs/common';
import { type Cell } from './figures.js';
import { KeptFiguresRepository } from './kept-figures.repository.js';
import { isKept, type Question } from './question.js';
import { RecordFiguresRepository } from './record-figures.repository.js';
import { StandingFiguresRepository } from './standing-figures.repository.js';

/** Figures from where they are cheapest: counts kept for standing periods, else the records. Both give what the domain's `rateOf` gives. */
@Injectable()
export class FiguresService {
  constructor(
    private readonly kept: KeptFiguresRepository,
    private readonly records: RecordFiguresRepository,
    private readonly standing: StandingFiguresRepository,
  ) {}

  /** `stocks`: also what stands open at each window's end. */
  async cells(question: Question, stocks = false): Promise<Cell[]> {
    const cells = await this.standing.of(question, stocks);
    const kinds = new Map<string, number[]>();
    for (const [index, window] of question.windows.entries()) {
      if (isKept(question, window)) kinds.set(window.kind, [...(kinds.get(window.kind) ?? []), index]);
      else cells.push(...(await this.records.of(question, index)));
    }
    for (const indices of kinds.values()) cells.push(...(await this.kept.of(question, indices)));
    return cells;
  }
}
