import { Injectable } from '@nestjs/common';
import { MAX_BATCH } from '@one-screen/connectors';
import type { SourceTestBody, SourceTestView } from '@one-screen/contracts';
import { DomainError, forbidden, invalid, missing } from '@one-screen/domain';
import { AlarmsService } from '../alarms/alarms.service.js';
import { isTooDeep } from '../http/body-parsers.js';
import { AuditService } from '../identity/audit.service.js';
import { asDrill } from './as-drill.js';
import { enterAlarms, enterAlertmanager, enterCap, type Entered } from './doors.js';
import { answersOf, nothingTaken, signalsOf, type Language } from './intake-answer.js';
import { IntakeService } from './intake.service.js';
import { SignalTest } from './signal-test.service.js';
import { SourceRegistry } from './source-registry.js';
import type { Source } from './source.row.js';
import type { Keeper } from './sources.service.js';

/** Test-send 试发: a sample as if the source had sent it, by the same parsers and the same accepting, as a drill 演练. It does not count as a sign of life of the source. */
@Injectable()
export class SourceTest {
  constructor(
    private readonly registry: SourceRegistry,
    private readonly intake: IntakeService,
    private readonly alarms: AlarmsService,
    private readonly audit: AuditService,
    private readonly measured: SignalTest,
  ) {}

  /** Throws `no-such-source` (404), `wrong-door`, `source-disabled` (403), `rate-limited` (429), and what the door itself says of a bad message (422). */
  async send(by: Keeper, id: string, { door, sample }: SourceTestBody, language: Language): Promise<SourceTestView> {
    const source = this.registry.get(id);
    if (!source) throw missing('no-such-source', '没有这个数据源', 'There is no such source');
    try {
      if (source.disabled) throw forbidden('source-disabled', '该数据源已停用', 'This source is disabled');
      checkDoor(source, door);
      const done = (count: number) => this.audit.record([{ actor: by.name, action: 'source.tested', object: `source:${id}`, result: 'done', ip: by.ip, detail: `${door} ${count}` }]);
      if (door === 'signals') {
        const view = await this.measured.send(source, decoded(sample), language);
        await done(view.results.filter(({ status }) => status !== 'rejected').length);
        return view;
      }
      const { elements, ignored } = enter(source, door, sample);
      if (elements.length > MAX_BATCH) throw new DomainError('too-large', 'batch-too-large', { zh: `一次最多 ${MAX_BATCH} 条`, en: `At most ${MAX_BATCH} at once` });
      this.intake.spend(source, elements.length);
      const refused = nothingTaken(elements, language);
      if (refused) throw refused;
      const signals = signalsOf(elements).map(asDrill);
      const accepted = signals.length ? await this.alarms.accept(source, signals, Date.now()) : [];
      await done(accepted.length);
      return { results: answersOf(elements, accepted, language), ...(ignored && { ignored: { code: ignored.code, message: ignored.text[language] } }) };
    } catch (error) {
      if (error instanceof DomainError) await this.audit.refused({ actor: by.name, action: 'source.tested', object: `source:${id}`, ip: by.ip, detail: error.code });
      throw error;
    }
  }
}

const checkDoor = ({ kind }: Source, door: SourceTestBody['door']): void => {
  if (kind !== 'http' && !(kind === 'cap' && door === 'cap')) throw forbidden('wrong-door', `${kind} 类数据源不能使用此接口`, `A source of kind ${kind} cannot use this door`);
};

const enter = (source: Source, door: Exclude<SourceTestBody['door'], 'signals'>, sample: string): Entered => {
  if (door === 'cap') return enterCap(source, Buffer.from(sample));
  const body = decoded(sample);
  const contentType = typeof body === 'object' && body !== null && 'specversion' in body ? 'application/cloudevents+json' : 'application/json';
  return door === 'alarms' ? enterAlarms(source, { 'content-type': contentType }, body) : enterAlertmanager(source, body);
};

/** The same as the door's own reader: JSON, not deeper than it takes. */
const decoded = (sample: string): unknown => {
  try {
    if (!isTooDeep(sample)) return JSON.parse(sample);
  } catch {
    // Told below.
  }
  throw invalid('bad-json', '样例不是有效的 JSON，或嵌套过深', 'The sample is not valid JSON, or nested too deep', [{ path: 'sample', message: '应为 JSON，嵌套不超过 64 层 / expected JSON, nested at most 64 levels' }]);
};
