import type { IntakeResult } from '@one-screen/contracts';
import { DomainError, invalid, type AlarmSignal, type Bilingual, type Fault, type Parsed, type Signal } from '@one-screen/domain';

export type Language = 'zh' | 'en';
/** What the alarms' room says of each signal, in the order given. */
export type Accepted = { key: string; id?: string; status: 'accepted' | 'repeat' };

const REJECTED: Bilingual = { zh: '该条不符合要求，未接收', en: 'This element has the wrong shape and was not taken' };

/** The signals among the elements of a message, in order. */
export const signalsOf = (elements: readonly Parsed[]): AlarmSignal[] => {
  const signals: AlarmSignal[] = [];
  for (const element of elements) if (element.ok) signals.push(element.signal);
  return signals;
};

/** Puts what was accepted and what was rejected back in the order sent. */
export const answersOf = (elements: readonly Parsed[], accepted: readonly Accepted[], language: Language): IntakeResult[] => {
  if (accepted.length === elements.length) return accepted as Accepted[];
  let next = 0;
  return elements.map((element): IntakeResult => {
    if (!element.ok) return rejectedOf(element, language, 'invalid-alarm');
    const result = accepted[next];
    next += 1;
    if (!result) throw new Error('fewer results than signals');
    return result;
  });
};

/** The same for a message of any signals: what is no alarm is called by its device and point. `accepted` are its alarms, in order. */
export const signalAnswersOf = (elements: readonly Parsed<Signal>[], accepted: readonly Accepted[], language: Language): IntakeResult[] => {
  let next = 0;
  return elements.map((element): IntakeResult => {
    if (!element.ok) return rejectedOf(element, language, 'invalid-signal');
    const { signal } = element;
    if (signal.kind !== 'alarm') return { key: signal.kind === 'reading' ? `${signal.deviceCode}/${signal.point}` : (signal.deviceCode ?? ''), status: 'accepted' };
    const result = accepted[next];
    next += 1;
    if (!result) throw new Error('fewer results than alarms');
    return result;
  });
};

const rejectedOf = ({ key, faults }: { key?: string; faults: Fault[] }, language: Language, code: 'invalid-alarm' | 'invalid-signal'): IntakeResult => ({
  key: key ?? '',
  status: 'rejected',
  error: { code, message: REJECTED[language], details: faults },
});

/** When nothing of a message can be taken: 422, with the faults of the one element, or with the results of all. */
export const nothingTaken = (elements: readonly Parsed[], language: Language): DomainError | undefined => {
  if (!elements.length || elements.some((element) => element.ok)) return undefined;
  const [only] = elements;
  if (elements.length === 1 && only && !only.ok) return invalid('invalid-alarm', '告警不符合要求，未接收', 'The alarm has the wrong shape and was not taken', only.faults);
  return invalid('invalid-batch', `${elements.length} 条均不符合要求，未接收`, `All ${elements.length} have the wrong shape; none was taken`, answersOf(elements, [], language));
};

/** When no signal of a message can be taken: 422 `invalid-signal` with the faults of the one element, or `invalid-batch` with the results of all. */
export const noSignalTaken = (elements: readonly Parsed<Signal>[], language: Language): DomainError | undefined => {
  if (!elements.length || elements.some((element) => element.ok)) return undefined;
  const [only] = elements;
  if (elements.length === 1 && only && !only.ok) return invalid('invalid-signal', '数据不符合要求，未接收', 'The data has the wrong shape and was not taken', only.faults);
  return invalid('invalid-batch', `${elements.length} 条均不符合要求，未接收`, `All ${elements.length} have the wrong shape; none was taken`, signalAnswersOf(elements, [], language));
};

/** A native element may name its source; it must then be the one whose token it came with. */
export const withOwnSource = (elements: readonly Parsed[], raw: unknown, sourceId: string): readonly Parsed[] => {
  const list: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
  const isForeign = (element: unknown): boolean => {
    const named = (element as { source?: unknown } | null)?.source;
    return named !== undefined && named !== sourceId;
  };
  if (!list.some(isForeign)) return elements;
  return elements.map((element, index): Parsed => {
    if (!element.ok || !isForeign(list[index])) return element;
    return { ok: false, key: element.signal.key, faults: [{ path: 'source', message: '与令牌所属的数据源不符 / not the source of this token' }] };
  });
};
