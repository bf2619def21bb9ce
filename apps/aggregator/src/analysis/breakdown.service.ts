import { Inject, Injectable } from '@nestjs/common';
import type { BreakdownQuery, BreakdownView, PartView } from '@one-screen/contracts';
import { accidentsIn, BUCKET_DIGITS, dayOf, harmAt, invalid, periodOf, rangeOfDays, SECTOR_NAMES, type AccidentFile, type DataScope, type Period } from '@one-screen/domain';
import { CLOCK, type Clock } from '../identity/clock.js';
import { CountedAccidentsRepository } from './accidents.repository.js';
import { asked, type Asked } from './asked.js';
import { less, noFigures, ratesIn, summed, type Cell, type Figures } from './figures.js';
import { FiguresService } from './figures.service.js';
import { NamesRepository } from './names.repository.js';
import { questionOf, windowOf, type Question } from './question.js';
import { RatesService } from './rates.service.js';

/** Deaths and accidents are added from their files. */
type Harmed = { accidents: number; deaths: number };
interface Part {
  key: string;
  figures: Figures;
  harmed: Harmed;
}
type Kind = BreakdownQuery['by'];
const VILLAGE = 12;

/** The figures of each part of a scope. Parts by sector, grid and object sum to the whole; by month, objects covered and hazards signed off are told as of each month's end. */
@Injectable()
export class BreakdownService {
  constructor(
    private readonly figures: FiguresService,
    private readonly accidents: CountedAccidentsRepository,
    private readonly names: NamesRepository,
    private readonly rates: RatesService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Throws what `asked` does, and 422 `too-wide` where objects of more than a village are asked for. */
  async breakdown({ by, limit, ...query }: BreakdownQuery, scope: DataScope): Promise<BreakdownView> {
    const question = asked(query, scope, this.clock());
    if (by === 'object' && question.prefix.length < VILLAGE) throw invalid('too-wide', '按对象查看须先选定村（社区）', 'Objects are listed within a village', [{ path: 'grid', message: '至少12位 / at least 12 digits' }]);
    const files = await this.accidents.since(question, question.period.from);
    const cells = await this.figures.cells(questionOf(question, [question.period]), true);
    const whole: Part = { key: question.prefix, figures: summed(cells, () => 'all').get('all') ?? noFigures(), harmed: this.harmed(question, files) };
    const parts = await this.parts(by, question, cells, files, whole);
    return { scope: await this.rates.view(question), by, whole: view(whole, await this.names.grid(question.prefix), false), parts: await this.named(by, question, parts, whole, limit) };
  }

  private async parts(by: Kind, question: Asked, cells: readonly Cell[], files: readonly AccidentFile[], whole: Part): Promise<Part[]> {
    if (by === 'sector') {
      const sums = summed(cells, ({ sector }) => sector);
      return question.sectors.map((sector) => ({ key: sector, figures: sums.get(sector) ?? noFigures(), harmed: this.harmed({ ...question, sector }, files) }));
    }
    if (by === 'month') {
      const months = monthsOf(question.period).filter(({ from }) => from < question.now);
      const sums = summed(await this.figures.cells(questionOf(question, months), true), ({ window }) => String(window));
      return months.map((period, index) => ({ key: dayOf(period.from).slice(0, 7), figures: sums.get(String(index)) ?? noFigures(), harmed: this.harmed({ ...question, period }, files) }));
    }
    const deeper: Question['parts'] = by === 'object' ? 'object' : (BUCKET_DIGITS.find((digits) => digits > question.prefix.length) ?? 'code');
    const partial = await this.figures.cells({ ...questionOf(question, [question.period]), parts: deeper }, true);
    const isPart = (key: string) => (by === 'object' ? key !== '' : typeof deeper === 'number' ? key.length === deeper : key !== question.prefix);
    const sums = summed(partial, ({ part }) => (isPart(part) ? part : undefined));
    const keyOf = (file: AccidentFile) => (by === 'object' ? (file.objectCode ?? '') : typeof deeper === 'number' ? file.gridCode.slice(0, deeper) : file.gridCode);
    const counted = inScope(question, files);
    const keys = [...new Set([...sums.keys(), ...counted.map(keyOf).filter(isPart)])].sort();
    const parts = keys.map((key): Part => ({ key, figures: sums.get(key) ?? noFigures(), harmed: this.sum(counted.filter((file) => keyOf(file) === key), question) }));
    return [...parts, rest(whole, parts)];
  }

  private harmed(question: Asked, files: readonly AccidentFile[]): Harmed {
    return this.sum(inScope(question, files), question);
  }

  private sum(files: readonly AccidentFile[], question: Asked): Harmed {
    const at = windowOf(question.period, question.now).end;
    return { accidents: files.length, deaths: files.reduce((sum, file) => sum + harmAt(file, at).deaths, 0) };
  }

  private async named(by: Kind, question: Asked, parts: readonly Part[], whole: Part, limit: number): Promise<PartView[]> {
    if (by === 'sector') return parts.map((part) => view(part, SECTOR_NAMES[part.key as keyof typeof SECTOR_NAMES].zh, true));
    if (by === 'month') return parts.map((part) => view(part, part.key, false));
    const own = parts.at(-1) as Part;
    const sorted = parts.slice(0, -1);
    if (by === 'object') sorted.sort((a, b) => b.figures.overdue - a.figures.overdue || b.figures.hazardsOpen - a.figures.hazardsOpen || (a.key < b.key ? -1 : 1));
    const shown = sorted.slice(0, limit);
    const keys = shown.map(({ key }) => key);
    const names = await (by === 'object' ? this.names.objects(keys) : this.names.grids(keys));
    const hidden = sorted.slice(limit);
    const views = shown.map((part) => view(part, names.get(part.key) ?? part.key, by === 'grid' && part.key.length <= VILLAGE));
    if (hidden.length) views.push(view({ ...rest(rest(whole, shown), [own]), key: 'others' }, `其余 ${hidden.length} 个`, false));
    if (!isEmpty(own)) views.push({ ...view(own, by === 'object' ? '未关联对象' : `${await this.names.grid(question.prefix)}本级`, false), own: true });
    return views;
  }
}

const inScope = ({ prefix, sector, period, now }: Asked, files: readonly AccidentFile[]): AccidentFile[] =>
  accidentsIn(files, { period, asOf: windowOf(period, now).end, gridPrefix: prefix, ...(sector && { sector }) });

/** Calendar months a period runs over, cut to it. */
const monthsOf = (period: Period): Period[] => {
  const months: Period[] = [];
  for (let at = period.from; at < period.to; ) {
    const month = periodOf('month', at);
    months.push(month.from >= period.from && month.to <= period.to ? month : rangeOfDays(dayOf(Math.max(month.from, period.from)), dayOf(Math.min(month.to, period.to) - 1)));
    at = month.to;
  }
  return months;
};

const rest = (whole: Part, parts: readonly Part[]): Part => ({
  key: whole.key,
  figures: less(whole.figures, parts.map(({ figures }) => figures)),
  harmed: parts.reduce((left, { harmed }) => ({ accidents: left.accidents - harmed.accidents, deaths: left.deaths - harmed.deaths }), whole.harmed),
});
const isEmpty = ({ figures, harmed }: Part): boolean => harmed.accidents === 0 && Object.values(figures).every((count) => count === 0);

const view = ({ key, figures, harmed }: Part, name: string, opens: boolean): PartView => ({
  key, name, opens, rates: ratesIn(figures), ...harmed, hazardsOpen: figures.hazardsOpen, majorOpen: figures.majorOpen, overdue: figures.overdue,
});
