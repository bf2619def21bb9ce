import { about, type Parsed, type Signal } from '@one-screen/domain';
import { setTimeout as pause } from 'node:timers/promises';
import { complaints, type Complain } from '../complaints.js';
import { defineConnector, type ConnectorState, type Sink } from '../connector.js';
import { wordsOf } from '../error-words.js';
import { offer } from '../offer.js';
import { retrying } from '../retrying.js';
import { hexOf } from '../tcp/tcp.listener.js';
import { ILLEGAL_ADDRESS, ILLEGAL_VALUE, openLink, type Answer, type Link } from './modbus.link.js';
import { ModbusOptions, type ModbusSettings } from './modbus.options.js';
import { blockName, partsOf, planOf, requestOf, type Block } from './modbus.plan.js';
import { openReport, type Report } from './modbus.report.js';

/** After so many requests in a row without an answer the connection counts as dead and is made anew. */
const MISSES = 3;
const UNANSWERED = { zh: `连续 ${MISSES} 次请求无应答`, en: `${MISSES} requests in a row without an answer` };
/** What answers is no device of this protocol, or one that is out of its mind. */
class Nonsense extends Error {}
const NONSENSE = { zh: '对方的应答无法理解', en: 'what answers cannot be understood' };
/** Polled more rarely than this, the device is called anew each time: gateways have few connections and close those that idle. */
const KEEP_OPEN_MS = 10_000;

/**
 * Polls one device until aborted, on a fixed schedule: a beat that comes while the last one is still being read or stored is skipped.
 * The readings of one beat go to the sink in one batch, which is held while the sink cannot take it. A request that is refused or not
 * answered makes its points bad; three in a row unanswered, or a lost connection, make every point bad and the link `down` (`faulty` when
 * something came that is no answer) until an answer with values comes. Resolves when aborted and closed.
 */
export const openModbus = async (options: ModbusSettings, sink: Sink, abortSignal: AbortSignal): Promise<void> => {
  let told = '';
  const tell = (state: ConnectorState, error?: string): void => {
    if (told === `${state} ${error ?? ''}`) return;
    told = `${state} ${error ?? ''}`;
    sink.state(state, error);
  };
  const report = openReport();
  const complain = complaints(sink);
  let lostSince: number | undefined = performance.now();
  /** What is lost is waited for before it is called down. */
  const patient = (state: ConnectorState, error?: string): void => {
    if (state === 'up') lostSince = undefined;
    else lostSince ??= performance.now();
    tell(state === 'down' && performance.now() - (lostSince ?? 0) < options.downAfter ? 'connecting' : state, error);
  };
  tell('connecting');
  await retrying(abortSignal, () => poll({ options, sink, abortSignal, report, complain, tell: patient }), () => undefined);
  sink.state('down');
};

interface Poll {
  options: ModbusSettings;
  sink: Sink;
  abortSignal: AbortSignal;
  report: Report;
  complain: Complain;
  tell: (state: ConnectorState, error?: string) => void;
}

/** Everything that may be asked over one connection (or, polling rarely, over one after the other). Ends by throwing, or when aborted. */
const poll = async ({ options, sink, abortSignal, report, complain, tell }: Poll): Promise<void> => {
  let plan = planOf(options.points);
  let link: Link | undefined;
  let misses = 0;
  let batch: Parsed<Signal>[] = [];
  const add = (signals: Signal[]): void => void batch.push(...signals.map((signal) => ({ ok: true as const, signal })));

  const beat = async (connection: Link): Promise<{ values?: string; refused?: string }> => {
    const waiting = plan.toReversed();
    const settled: Block[] = [];
    const outcome: { values?: string; refused?: string } = {};
    for (let block = waiting.pop(); block; block = waiting.pop()) {
      const answer = await connection.read(block);
      const parts = isTooMuch(answer) ? partsOf(block) : [];
      if (parts.length) {
        misses = 0;
        waiting.push(...parts.reverse());
        continue;
      }
      settled.push(block);
      if (answer.ok) {
        misses = 0;
        outcome.values ??= `${blockName(block)}: ${hexOf(answer.bytes)}`;
        complain(blockName(block), hexOf(requestOf(block)));
        add(report.answered(block, answer.bytes, Date.now()));
        continue;
      }
      complain(blockName(block), hexOf(answer.heard ?? requestOf(block)), answer.heard ? about(NONSENSE, answer.error) : answer.error);
      add(report.failed(block.points, Date.now()));
      misses = answer.missed ? misses + 1 : 0;
      if (misses >= MISSES && answer.heard) throw new Nonsense(about(NONSENSE, answer.error));
      if (misses >= MISSES) throw new Error(about(UNANSWERED, answer.error));
      if (!answer.missed) outcome.refused ??= about(blockName(block), answer.error);
    }
    plan = settled;
    return outcome;
  };

  const deliver = async (excerpt: string): Promise<void> => {
    const full = batch;
    batch = [];
    if (full.length) await offer(sink, full, excerpt, abortSignal);
  };

  let due = performance.now();
  try {
    while (!abortSignal.aborted) {
      link ??= await openLink(options, abortSignal);
      const { values, refused } = await beat(link);
      if (values) tell('up');
      else if (refused) tell('down', refused);
      await deliver(values ?? refused ?? '');
      if (!values && !refused) continue; // Nothing was answered: asked again at once, so that a dead device is known in three time-outs however rarely it is polled.
      if (options.every > KEEP_OPEN_MS) {
        await link.close();
        link = undefined;
      }
      due += options.every * Math.max(1, Math.ceil((performance.now() - due) / options.every));
      await pause(Math.max(0, due - performance.now()), undefined, { signal: link?.gone ?? abortSignal }).catch(() => undefined);
    }
  } catch (error) {
    if (!abortSignal.aborted) {
      const words = wordsOf(error);
      tell(error instanceof Nonsense ? 'faulty' : 'down', words);
      add(report.failed(options.points, Date.now()));
      await deliver(words);
    }
    throw error;
  } finally {
    await link?.close();
  }
};

/** Refused as not all there, or as more than this device gives at once: worth asking for in parts. */
const isTooMuch = (answer: Answer): boolean => !answer.ok && (answer.code === ILLEGAL_ADDRESS || answer.code === ILLEGAL_VALUE);

export const modbusConnector = defineConnector({ kind: 'modbus', options: ModbusOptions, open: openModbus });
