import { setImmediate as breathe } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { RehearsedView, RulePreviewBody, RulePreviewView } from '@one-screen/contracts';
import { checkRule, DomainError, invalid, openRehearsal, rulesInForce, unitFit, type AlarmSignal, type Bilingual, type OpenRehearsal, type Rule, type RuleInput } from '@one-screen/domain';
import { iso } from '../../journal/instant.js';
import { PAGE, PastRepository } from './past.repository.js';
import { concernedBy, gather, type PastDevice } from './past-devices.js';
import { RulesService } from './rules.service.js';

/** A preview looks at no more than this many readings, positions and alarms, for no longer than this; the screen waits 15 s. */
const MAX_INPUTS = 400_000;
const MAX_MS = 10_000;
/** Inputs judged in one go before others have their turn. */
const STRIDE = 250;
const EXAMPLES = 20;
const HOUR = 3_600_000;

/** Preview 预演: what a rule would have raised over what is stored of the last hours, beside what the version in force would have. One at a time; page by page, letting others go first. */
@Injectable()
export class RulePreview {
  private running = false;

  constructor(
    private readonly past: PastRepository,
    private readonly rules: RulesService,
  ) {}

  /** Throws `rule-faults` (422) naming each fault, `preview-busy` (429). Stores nothing. */
  async preview({ rule: given, hours }: RulePreviewBody): Promise<RulePreviewView> {
    const rule = { ...given, version: typeof given['version'] === 'number' ? given['version'] : 1 } as unknown as Rule;
    const faults = checkRule(rule);
    if (faults.length) throw invalid('rule-faults', '规则有误，不能预演', 'The rule has faults and cannot be rehearsed', faults);
    if (this.running) throw new DomainError('too-many', 'preview-busy', { zh: '另一规则正在预演，请稍候', en: 'Another rule is being rehearsed; wait a moment' }, { retryAfterSeconds: 5 });
    this.running = true;
    try {
      return await this.run(rule, hours);
    } finally {
      this.running = false;
    }
  }

  private async run(rule: Rule, hours: number): Promise<RulePreviewView> {
    const began = performance.now();
    const to = Date.now();
    const from = to - hours * HOUR;
    const inForce = rulesInForce(this.rules.all(), to);
    const present = inForce.find(({ id }) => id === rule.id);
    const members = inForce.filter(({ id, sector }) => id !== rule.id && sector === rule.sector);
    const looking = [rule, ...(present ? [present] : [])].flatMap((one) => (one.condition.type === 'combination' ? members.filter(({ id }) => one.condition.type === 'combination' && one.condition.ofRules.includes(id)) : [one]));
    const acts = [rule, ...(present ? [present] : [])].map((one) => openAct(one, members));
    const state = { inputs: 0, looked: 0, cut: false };
    const isOver = (): boolean => (state.cut ||= state.inputs >= MAX_INPUTS || performance.now() - began > MAX_MS);
    const feed = async (inputs: readonly RuleInput[]): Promise<void> => {
      for (let at = 0; at < inputs.length; at += STRIDE) {
        for (const input of inputs.slice(at, at + STRIDE)) for (const act of acts) act.rehearsal.take(input);
        await breathe();
      }
      state.inputs += inputs.length;
    };

    const points = await this.past.points(rule.sector, from);
    const devices = concernedBy(looking, points, await this.past.movers(rule.sector, from), (signal) => this.rules.inputOf(signal));
    for (const device of devices) {
      if (isOver()) break;
      await feed((await this.pastOf(device, from, to, isOver)).map((signal) => this.rules.inputOf(signal)));
      state.looked += 1;
    }
    if (looksAtAlarms(rule) || (present && looksAtAlarms(present))) await this.feedAlarms(rule, from, to, feed, isOver);
    const [proposed, before] = acts.map((act) => viewOf(act, to));
    if (!proposed) throw new Error('a rehearsal without its rule');
    return {
      from: iso(from), to: iso(to), inputs: state.inputs, devices: { concerned: devices.length, looked: state.looked }, units: unitsOf(rule, concernedBy([rule], points, [], (signal) => this.rules.inputOf(signal))), cut: state.cut, tookMs: Math.round(performance.now() - began),
      proposed, ...(present && before && { present: { version: present.version, ...before } }), notes: notesOf(rule, state.cut),
    };
  }

  /** Everything of one device that the rules look at, in the order of time. */
  private async pastOf({ points, mover }: PastDevice, from: number, to: number, isOver: () => boolean) {
    const series = points.map((point) => (after: number) => this.past.readings(point, after, to));
    const ways = mover ? [(after: number) => this.past.track(mover, after, to)] : [];
    return gather([...series, ...ways], from - 1, PAGE, MAX_INPUTS, isOver);
  }

  private async feedAlarms(rule: Rule, from: number, to: number, feed: (inputs: readonly RuleInput[]) => Promise<void>, isOver: () => boolean): Promise<void> {
    for (let after = ''; !isOver();) {
      const page = await this.past.alarms(rule.sector, from, to, after);
      await feed(page.flatMap(({ signals }) => signals).map((signal) => this.rules.inputOf(signal)));
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      after = last.id;
    }
  }
}

/** Of a rule that reads values; silence, places and other rules' alarms have no unit. */
const unitsOf = ({ condition: { type }, applies }: Rule, devices: readonly PastDevice[]): RulePreviewView['units'] => {
  if (type === 'missing' || type === 'geofence' || type === 'combination') return [];
  const counts = new Map<string, number>();
  for (const { unit } of devices.flatMap((device) => device.points)) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  return [...counts].map(([unit, count]) => ({ unit, points: count, fit: unitFit(unit, applies.unit) })).sort((a, b) => b.points - a.points);
};

const looksAtAlarms = ({ condition }: Rule): boolean => condition.type === 'combination' && (condition.ofAlarms?.length ?? 0) > 0;

interface Act {
  rehearsal: OpenRehearsal;
  raises: AlarmSignal[];
}

/** Keeps the earliest raises as examples, however many there are. */
const openAct = (rule: Rule, members: readonly Rule[]): Act => {
  const raises: AlarmSignal[] = [];
  const rehearsal = openRehearsal(rule, members, (signal) => {
    if (signal.cleared) return;
    raises.push(signal);
    if (raises.length <= EXAMPLES * 4) return;
    raises.sort((a, b) => a.occurredAt - b.occurredAt);
    raises.length = EXAMPLES;
  });
  return { rehearsal, raises };
};

const viewOf = ({ rehearsal, raises }: Act, to: number): RehearsedView => {
  const count = rehearsal.end(to);
  const examples = raises.sort((a, b) => a.occurredAt - b.occurredAt).slice(0, EXAMPLES).map(({ occurredAt, level, title, deviceCode, objectCode }) => ({ at: iso(occurredAt), level, title, ...(deviceCode !== undefined && { deviceCode }), ...(objectCode !== undefined && { objectCode }) }));
  return { ...count, examples };
};

const notesOf = ({ condition }: Rule, cut: boolean): Bilingual[] => [
  ...(cut ? [{ zh: '数据过多，只看了一部分设备，数目偏少', en: 'There was too much; only some devices were looked at, so the counts are low' }] : []),
  { zh: '起点之前的状态未知：窗口开始时已超限的算作一次新告警', en: 'What stood before the window is not known: what is over its limit at the beginning counts as raised then' },
  ...(condition.type === 'missing' ? [{ zh: '本系统停机的时间也会算作无数据', en: 'Time in which this system itself was off counts as silence here' }] : []),
  ...(condition.type === 'combination' ? [{ zh: '来源自报的告警按首次级别和最后恢复时间计', en: 'Alarms of sources count with their stored level and last clear' }] : []),
];
