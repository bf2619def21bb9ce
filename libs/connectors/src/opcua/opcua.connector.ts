import { about } from '@one-screen/domain';
import { setTimeout as pause } from 'node:timers/promises';
import { inspect } from 'node:util';
import { complaints } from '../complaints.js';
import { defineConnector, type ConnectorState, type Sink } from '../connector.js';
import { wordsOf } from '../error-words.js';
import { openHanding } from '../handing.js';
import { excerptOf } from '../plain-text.js';
import { retrying } from '../retrying.js';
import { greet } from './opcua.hello.js';
import { openLink, type Link } from './opcua.link.js';
import { OpcuaOptions, type OpcuaNode, type OpcuaSettings } from './opcua.options.js';
import { openReport } from './opcua.report.js';
import { shownOf, type DataValue } from './opcua.value.js';

/** So often the server is asked whether it runs, ms; with the time of an answer this bounds how long a frozen one goes unnoticed. */
const CHECK_MS = 5_000;
const NONE = { zh: '没有一个节点有可用的值', en: 'no node shows a usable value' };
const BAD = '质量为坏 / bad quality';

/**
 * Monitors one server until aborted: one session, one subscription, all nodes read anew every `refresh`. State: `up` while any node shows
 * a value, `faulty` while the server answers and none does (or what answers is no OPC UA server), `down` while it cannot be reached or
 * does not answer. A node that fails is told of and shown as bad; the others go on. Nothing is asked of the server while readings cannot
 * be stored, but it keeps telling; what it tells waits in a bounded backlog. Resolves when aborted, closed and what was heard is offered.
 */
export const openOpcua = async (options: OpcuaSettings, sink: Sink, abortSignal: AbortSignal): Promise<void> => {
  const watch = watchOf(options, sink, abortSignal);
  watch.tell('connecting');
  await retrying(abortSignal, () => watch.connection(), () => undefined);
  await watch.drained();
  sink.state('down');
};

const watchOf = ({ nodes, ...options }: OpcuaSettings, sink: Sink, abortSignal: AbortSignal) => {
  const report = openReport();
  const complain = complaints(sink);
  const handing = openHanding(sink, abortSignal);
  let state: ConnectorState = 'connecting';
  let told = '';
  let attended: Link | undefined;
  const tell = (next: ConnectorState, error?: string): void => {
    state = next;
    if (told === `${next} ${error ?? ''}`) return;
    told = `${next} ${error ?? ''}`;
    sink.state(next, error);
  };

  const hear = (node: OpcuaNode, value: DataValue, confirmed: boolean): string | undefined => {
    const shown = shownOf(value, Date.now(), confirmed);
    const error = shown.ok ? undefined : about(node.point, shown.error);
    const excerpt = excerptOf(`${node.nodeId} ${describe(value)}`);
    complain(node.nodeId, excerpt, error);
    for (const signal of report.take(node, shown)) handing.add(signal, excerpt);
    if (report.alive) tell('up');
    else if (state === 'up') tell('faulty', about(NONE, error ?? BAD));
    return error;
  };

  /** Reads all nodes: what does not change is known to be so still, and what could not be monitored is known all the same. */
  const refresh = async (link: Link): Promise<void> => {
    const values = await link.read(nodes.map(({ nodeId }) => nodeId));
    const errors = nodes.map((node, index) => (values[index] ? hear(node, values[index], true) : undefined));
    if (!report.alive) tell('faulty', about(NONE, errors.find(Boolean) ?? BAD));
  };

  /** Those that refuse the deadband (truth values have none) are monitored without; those that fail are tried again at each refresh. */
  const monitor = async (link: Link, wanted: readonly OpcuaNode[]): Promise<OpcuaNode[]> => {
    const changed = (among: readonly OpcuaNode[]) => (index: number, value: DataValue): void => {
      const node = among[index];
      // What still comes in while the link is being closed is no news of a link that works.
      if (node && attended === link) hear(node, value, false);
    };
    let left = wanted;
    for (const deadband of options.deadband === undefined ? [undefined] : [options.deadband, undefined]) {
      if (!left.length) break;
      const among = left;
      const errors = await link.monitor(among.map(({ nodeId }) => nodeId), deadband, changed(among));
      left = among.filter((_node, index) => errors[index] !== undefined);
    }
    return [...left];
  };

  const connection = async (): Promise<void> => {
    const greeting = await greet(options.endpoint, options.timeout, abortSignal);
    if (greeting.kind === 'alien') {
      tell('faulty', greeting.error);
      complain(options.endpoint, greeting.excerpt, greeting.error);
      throw new Error(greeting.error);
    }
    complain(options.endpoint, '');
    if (greeting.kind === 'down') {
      tell('down', greeting.error);
      throw new Error(greeting.error);
    }
    const link = await openLink({ nodes, ...options }, abortSignal).catch((error: unknown) => {
      tell('down', wordsOf(error));
      throw error;
    });
    try {
      attended = link;
      await attend(link);
      if (link.gone.aborted) throw link.gone.reason;
    } catch (error) {
      attended = undefined;
      if (!abortSignal.aborted) {
        tell('down', wordsOf(link.gone.aborted ? link.gone.reason : error));
        for (const signal of report.lost(nodes, Date.now())) handing.add(signal, options.endpoint);
      }
      throw error;
    } finally {
      await link.close();
    }
  };

  /** As long as the link lasts. Rejects when the server does not answer, does not run or has ceased to publish. */
  const attend = async (link: Link): Promise<void> => {
    let left = await monitor(link, nodes);
    await refresh(link);
    let refreshAt = performance.now() + options.refresh;
    const ended = AbortSignal.any([abortSignal, link.gone]);
    while (!ended.aborted) {
      await pause(Math.min(CHECK_MS, options.refresh), undefined, { signal: ended }).catch(() => undefined);
      if (ended.aborted) return;
      await link.check();
      if (performance.now() < refreshAt) continue;
      if (left.length) left = await monitor(link, left);
      await refresh(link);
      refreshAt = performance.now() + options.refresh;
    }
  };

  return { tell, connection, drained: () => handing.drained() };
};

const SHORT = { depth: 1, breakLength: Infinity, maxArrayLength: 10, maxStringLength: 200 } as const;
/** A value in one line, for people. */
const describe = ({ value, statusCode, sourceTimestamp }: DataValue): string => `${statusCode.name} ${inspect(value?.value ?? null, SHORT)} ${sourceTimestamp?.toISOString() ?? ''}`.trim();

export const opcuaConnector = defineConnector({ kind: 'opcua', options: OpcuaOptions, open: openOpcua });
