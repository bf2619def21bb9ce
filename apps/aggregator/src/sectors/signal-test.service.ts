import { Injectable } from '@nestjs/common';
import { clip, MAX_BATCH } from '@one-screen/connectors';
import type { SourceTestView } from '@one-screen/contracts';
import { DomainError, judgeSample, rulesInForce, TEST_MARK, type AlarmSignal, type Bilingual, type Parsed, type ReadingSignal, type RuleInput, type SampleJudgement, type Signal } from '@one-screen/domain';
import { AlarmsService } from '../alarms/alarms.service.js';
import { CODE_AT_MOST } from '../readings/trusted.js';
import { ReadingsService } from '../readings/readings.service.js';
import { asDrill } from './as-drill.js';
import { noSignalTaken, signalAnswersOf, type Language } from './intake-answer.js';
import { IntakeService } from './intake.service.js';
import { RulesService } from './rules/rules.service.js';
import { notUnderstood, SignalReaders } from './signal-readers.js';
import type { Source } from './source.row.js';
import { trialOf } from './trial.js';

/**
 * Test-send 试发 of a source that measures: its sample is read by its own mapping, its readings are kept under `test/` and the device's code,
 * and what the rules in force make of them is raised as drills. No real series, rule state, device list or link knows of it.
 */
@Injectable()
export class SignalTest {
  constructor(
    private readonly intake: IntakeService,
    private readonly readers: SignalReaders,
    private readonly readings: ReadingsService,
    private readonly rules: RulesService,
    private readonly alarms: AlarmsService,
  ) {}

  /** Throws what the door itself says of a bad message (413, 422, 429). */
  async send(source: Source, body: unknown, language: Language): Promise<SourceTestView> {
    const now = Date.now();
    const read = await this.readers.read(source, body, isSenml(body), now);
    if ('error' in read) throw notUnderstood(read.error);
    const elements = read.batch;
    if (elements.length > MAX_BATCH) throw new DomainError('too-large', 'batch-too-large', { zh: `一次最多 ${MAX_BATCH} 条`, en: `At most ${MAX_BATCH} at once` });
    this.intake.spend(source, elements.length);
    const refused = noSignalTaken(elements, language);
    if (refused) throw refused;

    const signals = elements.flatMap((element) => (element.ok ? [element.signal] : []));
    const judged = judgeSample(rulesInForce(this.rules.all(), now).filter(({ sector }) => sector === source.sector), this.inputsOf(signals));
    await this.readings.take(source, signals.filter((signal) => signal.kind === 'reading').map(asTest), now);
    const own = signals.filter((signal) => signal.kind === 'alarm').map(asDrill);
    const decided = judged.map((judgement) => asDrill(decisionOf(judgement, now)));
    const accepted = await this.alarms.accept(source, [...own, ...decided], now);
    const told = accepted.slice(own.length);
    return {
      results: signalAnswersOf(elements.map(marked), accepted.slice(0, own.length), language),
      read: trialOf(elements, notesOf(signals, judged)),
      raised: decided.flatMap(({ key, level, title, cleared }, index) => {
        const id = told[index]?.id;
        return cleared ? [] : [{ key, level, title, ...(id !== undefined && { id }) }];
      }),
    };
  }

  /** What rules look at, with what the ledger knows of the real devices. */
  private inputsOf(signals: readonly Signal[]): RuleInput[] {
    return signals.flatMap((signal) => (signal.kind === 'position' || (signal.kind === 'reading' && !signal.historical) ? [this.rules.inputOf(signal)] : []));
  }
}

/** The test's own sender says no content type: a pack is known by its names. */
const isSenml = (body: unknown): boolean => Array.isArray(body) && body.some((one) => typeof one === 'object' && one !== null && ('n' in one || 'bn' in one) && !('key' in one));

const testCode = (deviceCode: string): string => clip(`${TEST_MARK}${deviceCode}`, CODE_AT_MOST);

const asTest = ({ objectCode: _objectCode, ...reading }: ReadingSignal): ReadingSignal => ({ ...reading, deviceCode: testCode(reading.deviceCode) });

/** An element as its answer calls it. */
const marked = (element: Parsed<Signal>): Parsed<Signal> => (element.ok && element.signal.kind === 'reading' ? { ok: true, signal: asTest(element.signal) } : element);

/** Raised now; or, when the rule would raise nothing, the end of what an earlier test raised. `now` is epoch milliseconds. */
const decisionOf = ({ key, rule, raised }: SampleJudgement, now: number): AlarmSignal =>
  raised ? { ...raised, occurredAt: now } : { kind: 'alarm', key, sector: rule.sector, level: 'blue', title: rule.name, occurredAt: now, cleared: true };

const notesOf = (signals: readonly Signal[], judged: readonly SampleJudgement[]): Bilingual[] => {
  const measured = signals.some(({ kind }) => kind === 'reading');
  const raised = judged.filter((one) => one.raised).length;
  return [
    ...(measured ? [{ zh: `读数存于 ${TEST_MARK} 开头的设备编号下，不进入真实曲线、专题页和设备清单`, en: `Readings are kept under device codes that begin with ${TEST_MARK}: in no real series, sector page or device list` }] : []),
    ...(signals.some(({ kind }) => kind !== 'reading' && kind !== 'alarm') ? [{ zh: '位置、状态和消息只作判断，不入库', en: 'Positions, states and messages are read and judged, not kept' }] : []),
    ...(measured && !judged.length ? [{ zh: '没有生效的规则适用于这些测点', en: 'No rule in force looks at these points' }] : []),
    ...(judged.length ? [{ zh: `生效规则判断 ${judged.length} 项，达到告警条件 ${raised} 项（按末值持续到报警延时计，不含缺数和组合规则）`, en: `Rules in force judged ${judged.length} points and would raise ${raised} (as if the last value lasted for the raise delay; rules on silence and combinations are not asked)` }] : []),
  ];
};
