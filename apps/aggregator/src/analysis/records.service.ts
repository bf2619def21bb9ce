import { Inject, Injectable } from '@nestjs/common';
import { TRACED, type RecordLine, type RecordsQuery, type RecordsView, type Traced } from '@one-screen/contracts';
import { accidentsIn, gradeAt, harmAt, invalid, missing, type AccidentFile, type DataScope } from '@one-screen/domain';
import { CLOCK, type Clock } from '../identity/clock.js';
import { iso } from '../journal/instant.js';
import { CountedAccidentsRepository } from './accidents.repository.js';
import { asked, type Asked } from './asked.js';
import { counted } from './figures.js';
import { NamesRepository } from './names.repository.js';
import { questionOf, windowOf, type Question } from './question.js';
import { RatesService } from './rates.service.js';
import { RecordLinesRepository, type After } from './record-lines.repository.js';
import { OPENED, type Opened } from './traces.js';

type Found = Pick<RecordsView, 'numerator' | 'denominator' | 'total' | 'items' | 'words' | 'nextCursor'>;

/** Opens a number down to the records it counts. */
@Injectable()
export class RecordsService {
  constructor(
    private readonly lines: RecordLinesRepository,
    private readonly accidents: CountedAccidentsRepository,
    private readonly names: NamesRepository,
    private readonly rates: RatesService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Throws what `asked` does, 404 `not-traced` for what is no number of this room, 422 `no-missed` and `bad-cursor`. */
  async records(rate: string, { side, object, limit, cursor, ...query }: RecordsQuery, scope: DataScope): Promise<RecordsView> {
    const question = asked(query, scope, this.clock());
    const narrowed: Question = { ...questionOf(question, [question.period]), object };
    const after = cursor === undefined ? undefined : readCursor(cursor);
    const opened = OPENED[rate as Traced];
    const found = opened ? await this.opened(opened, narrowed, side, limit, after) : await this.harmed(rate, question, object, side, limit, after);
    const { numerator, denominator, total, items, words, nextCursor } = found;
    const isShare = opened?.denominator.counted !== undefined || opened?.numerator !== undefined;
    return {
      scope: await this.rates.view(question), rate, formula: `${rate}@1`, words, side, numerator, denominator, total, items,
      ...(isShare && { value: counted(numerator, denominator).value }), ...(nextCursor !== undefined && { nextCursor }),
    };
  }

  private async opened({ words, denominator, numerator }: Opened, question: Question, side: RecordsQuery['side'], limit: number, after: After | undefined): Promise<Found> {
    if (numerator && side === 'missed') throw invalid('no-missed', '该指标的分子、分母是不同的记录，没有“未计入”一侧', 'Numerator and denominator are different records; nothing is missed', [{ path: 'side', message: side }]);
    const below = await this.lines.totals(denominator, question);
    const above = numerator ? (await this.lines.totals(numerator, question)).all : below.counted;
    const trace = side === 'numerator' && numerator ? numerator : denominator;
    const page = await this.lines.page(trace, question, side === 'missed' ? 'missed' : side === 'numerator' && !numerator ? 'counted' : 'all', limit, after);
    const total = { numerator: above, denominator: below.all, missed: below.all - above }[side];
    return { words, numerator: above, denominator: below.all, total, items: page.lines, ...(page.last && { nextCursor: writeCursor(page.last) }) };
  }

  /** Accidents, and those of them in which people died: `numerator` and `denominator` are the same records. */
  private async harmed(rate: string, question: Asked, object: string | undefined, side: RecordsQuery['side'], limit: number, after: After | undefined): Promise<Found> {
    if (rate !== 'accidents' && rate !== 'deaths') throw missing('not-traced', (TRACED as readonly string[]).includes(rate) ? '该指标暂不能展开到记录' : '没有这个指标', 'This number does not open to records', [{ path: 'rate', message: rate }]);
    const { end } = windowOf(question.period, question.now);
    const { prefix, sector, period } = question;
    const files = accidentsIn(await this.accidents.since(question, period.from), { period, asOf: end, gridPrefix: prefix, ...(sector && { sector }) })
      .filter((file) => (object === undefined || file.objectCode === object) && (rate === 'accidents' || harmAt(file, end).deaths > 0))
      .sort((a, b) => b.occurredAt - a.occurredAt || (a.id < b.id ? 1 : -1));
    const count = rate === 'accidents' ? files.length : files.reduce((sum, file) => sum + harmAt(file, end).deaths, 0);
    const left = side === 'missed' ? [] : files.filter(({ occurredAt, id }) => !after || occurredAt < after.at || (occurredAt === after.at && id < after.id));
    const shown = left.slice(0, limit);
    const last = left.length > limit ? shown.at(-1) : undefined;
    const words = rate === 'accidents' ? { zh: '期内发生的生产安全事故', en: 'Accidents of production in the period' } : { zh: '期内事故死亡人数', en: 'People killed in accidents of the period' };
    return { words, numerator: count, denominator: count, total: side === 'missed' ? 0 : files.length, items: await this.named(shown, end), ...(last && { nextCursor: writeCursor({ at: last.occurredAt, id: last.id }) }) };
  }

  private async named(files: readonly AccidentFile[], end: number): Promise<RecordLine[]> {
    const grids = await this.names.grids(files.map(({ gridCode }) => gridCode));
    const objects = await this.names.objects(files.flatMap(({ objectCode }) => objectCode ?? []));
    return files.map((file): RecordLine => {
      const { id, summary, sector, gridCode, objectCode, occurredAt, state } = file;
      const [gridName, objectName] = [grids.get(gridCode), objects.get(objectCode ?? '')];
      return {
        type: 'accident', id, title: summary, sector, gridCode, at: iso(occurredAt), state, counted: true, grade: gradeAt(file, end).grade,
        ...(gridName !== undefined && { gridName }), ...(objectCode !== undefined && { objectCode }), ...(objectName !== undefined && { objectName }),
      };
    });
  }
}

const writeCursor = ({ at, id }: After): string => `${at}~${id}`;
const readCursor = (cursor: string): After => {
  const [, at, id] = /^(\d{1,15})~(.+)$/.exec(cursor) ?? [];
  if (at === undefined || id === undefined) throw invalid('bad-cursor', '分页标记无效', 'The cursor is not one of ours', [{ path: 'cursor', message: cursor }]);
  return { at: Number(at), id };
};
