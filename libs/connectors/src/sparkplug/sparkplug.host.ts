import { about, inOneLine, withoutBreak, type Parsed, type Signal } from '@one-screen/domain';
import { isSaneTime } from '../native/native.parser.js';
import { forgetAliases, newNode, newScope, register, type KnownNode, type Scope } from './sparkplug.memory.js';
import { codeFault, type SparkplugOptions } from './sparkplug.names.js';
import { decodePayload, type SparkplugMetric, type SparkplugPayload } from './sparkplug.payload.js';
import { fault, isControl, lastWords, presence, signalsOfMetric } from './sparkplug.signals.js';
import { topicOf, type NodeName } from './sparkplug.topic.js';

/** One edge node is asked for its birth at most so often, milliseconds: its answer may be long. */
const ASK_AGAIN_MS = 10_000;
/** Devices that were not born again so long after their edge node was are gone, milliseconds. */
const REBORN_WITHIN_MS = 10_000;
const MAX_NODES = 5_000;
const MAX_DEVICES = 2_000;
const MAX_METRICS = 20_000;

/** What one message came to, and the edge node to be asked for its birth. */
export type Heard = ({ batch: Parsed<Signal>[] } | { error: string }) & { rebirth?: NodeName };

/**
 * A Sparkplug host application (Eclipse Sparkplug 3.0.0, section 5): knows every edge node and device by its birth, resolves aliases, sees by
 * the sequence when something was missed, and lets nothing of a dead one stand as good. Pure but for its memory; messages in the order they came.
 * While something was missed, values that come by alias alone are `uncertain`, until the birth that is asked for tells what they are.
 */
export class SparkplugHost {
  private readonly nodes = new Map<string, KnownNode>();

  constructor(private readonly options: SparkplugOptions) {}

  /** Takes one message; `now` is epoch milliseconds. Topics that are no edge node's say nothing. Never throws. */
  hear(topicText: string, bytes: Uint8Array, now: number): Heard {
    const topic = topicOf(topicText);
    if (!topic || topic.type === 'NCMD' || topic.type === 'DCMD') return { batch: [] };
    const payload = decodePayload(bytes);
    if ('error' in payload) return payload;
    const node = this.nodeOf(topic);
    if (!node) return { error: `边缘节点超过 ${MAX_NODES} 个 / more than ${MAX_NODES} edge nodes` };
    if (topic.type === 'NDEATH') return { batch: this.nodeDied(node, payload, now) };
    if (topic.type === 'NBIRTH') return { batch: this.nodeBorn(node, payload, now) };
    const batch = this.follow(node, payload);
    const device = topic.device;
    const scope = device === undefined ? node.own : this.deviceOf(node, device);
    if (!scope) return { error: `一个边缘节点下的设备超过 ${MAX_DEVICES} 个 / more than ${MAX_DEVICES} devices at one edge node` };
    if (topic.type === 'DDEATH') batch.push(...this.laidToRest(node, scope, now));
    else if (topic.type === 'DBIRTH') batch.push(...this.scopeBorn(node, scope, payload, now));
    else batch.push(...this.data(node, scope, payload, now));
    if (now - node.bornAt > REBORN_WITHIN_MS) for (const each of node.devices.values()) if (each.online && !each.confirmed) batch.push(...this.laidToRest(node, each, now));
    return { batch, ...this.asking(node, now) };
  }

  /** The line was away: whatever was said meanwhile is missed. */
  interrupted(): void {
    for (const node of this.nodes.values()) node.sure = false;
  }

  /** The edge nodes to be asked for their births now. */
  unsure(now: number): NodeName[] {
    return [...this.nodes.values()].flatMap((node) => this.asking(node, now).rebirth ?? []);
  }

  private asking(node: KnownNode, now: number): { rebirth?: NodeName } {
    if (node.sure || now - node.askedAt < ASK_AGAIN_MS) return {};
    node.askedAt = now;
    return { rebirth: { group: node.group, node: node.node } };
  }

  private nodeOf(name: NodeName): KnownNode | undefined {
    const key = `${name.group}/${name.node}`;
    const known = this.nodes.get(key);
    if (known || this.nodes.size >= MAX_NODES) return known;
    const node = newNode(this.options, name);
    this.nodes.set(key, node);
    return node;
  }

  private deviceOf(node: KnownNode, device: string): Scope | undefined {
    const known = node.devices.get(device);
    if (known || node.devices.size >= MAX_DEVICES) return known;
    const scope = newScope(this.options, node, device);
    node.devices.set(device, scope);
    return scope;
  }

  /** Sections 6.4.19 and 5.5: the sequence goes from 0 to 255 and round again over all messages of an edge node but its death. */
  private follow(node: KnownNode, { seq }: SparkplugPayload): Parsed<Signal>[] {
    if (seq === undefined) return [];
    const expected = node.seq === undefined ? undefined : (node.seq + 1) % 256;
    node.seq = seq;
    if (expected === undefined || expected === seq) return [];
    node.sure = false;
    return [fault('seq', about(`${node.group}/${node.node}`, `序号应为 ${expected}，收到 ${seq}；有报文遗漏，已请求重新上线 / expected ${expected}, got ${seq}; something was missed, a rebirth is asked for`))];
  }

  private nodeBorn(node: KnownNode, payload: SparkplugPayload, now: number): Parsed<Signal>[] {
    node.aliases.clear();
    Object.assign(node, { bdSeq: bdSeqOf(payload), seq: payload.seq ?? 0, sure: true, bornAt: now });
    for (const device of node.devices.values()) device.confirmed = false;
    return this.scopeBorn(node, node.own, payload, now);
  }

  private scopeBorn(node: KnownNode, scope: Scope, payload: SparkplugPayload, now: number): Parsed<Signal>[] {
    forgetAliases(node, scope);
    const at = payload.timestamp !== undefined && isSaneTime(payload.timestamp) ? payload.timestamp : now;
    const came = scope.online ? [] : presence(scope, true, Math.min(at, now));
    Object.assign(scope, { online: true, confirmed: true });
    const wrong = codeFault(scope.code);
    if (wrong) return [fault('device', about(scope.code.slice(0, 80), wrong))];
    const born = new Set<string>();
    const told = payload.metrics.flatMap((metric, index): Parsed<Signal>[] => {
      const path = `metrics[${index}]`;
      const { name, datatype, alias } = metric;
      if (name === undefined) return [fault(`${path}.name`, '上线报文须写明指标名称 / a birth names its metrics')];
      if (isControl(name)) return [];
      if (datatype === undefined) return [fault(`${path}.datatype`, '上线报文须写明指标的数据类型 / a birth tells the data type of its metrics')];
      if (scope.metrics.size >= MAX_METRICS && !scope.metrics.has(name)) return [fault(path, `指标超过 ${MAX_METRICS} 个 / more than ${MAX_METRICS} metrics`)];
      const known = register(this.options, scope, { name, datatype, unit: metric.unit });
      born.add(name);
      if (alias !== undefined) node.aliases.set(alias, { scope, metric: known });
      return signalsOfMetric(scope, known, metric, path, { sentAt: payload.timestamp, now, birth: true, doubtful: false });
    });
    const gone = lastWords(scope, now, ({ name }) => !born.has(name));
    for (const name of scope.metrics.keys()) if (!born.has(name)) scope.metrics.delete(name);
    return [...came, ...told, ...gone];
  }

  private data(node: KnownNode, scope: Scope, payload: SparkplugPayload, now: number): Parsed<Signal>[] {
    const unknown: string[] = [];
    const told = payload.metrics.flatMap((metric, index): Parsed<Signal>[] => {
      if (metric.name !== undefined && isControl(metric.name)) return [];
      const known = this.meant(node, scope, metric);
      if (!known) {
        unknown.push(metric.name ?? `alias ${metric.alias ?? '?'}`);
        return [];
      }
      if (codeFault(scope.code)) return [];
      return signalsOfMetric(scope, known, metric, `metrics[${index}]`, { sentAt: payload.timestamp, now, birth: false, doubtful: metric.name === undefined && !node.sure });
    });
    if (!unknown.length) return told;
    node.sure = false;
    const [names, more] = [unknown.slice(0, 3).join(', ').slice(0, 120), unknown.length - 3];
    return [...told, fault('metrics', about(scope.code.slice(0, 80), inOneLine({
      zh: `上线报文未说明 ${withoutBreak(names)}${more > 0 ? ` 等 ${unknown.length} 项` : ''}；已请求重新上线`, en: `no birth told of ${names}${more > 0 ? ` and ${more} more` : ''}; a rebirth is asked for`,
    })))];
  }

  private meant(node: KnownNode, scope: Scope, { name, alias, datatype, unit }: SparkplugMetric) {
    if (name === undefined) {
      const known = alias === undefined ? undefined : node.aliases.get(alias);
      return known?.scope === scope ? known.metric : undefined;
    }
    const known = scope.metrics.get(name);
    if (known || datatype === undefined || scope.metrics.size >= MAX_METRICS) return known;
    return register(this.options, scope, { name, datatype, unit });
  }

  /** Only the death of the session that is the newest counts: the will of an earlier one may come late (section 6.4.21). */
  private nodeDied(node: KnownNode, payload: SparkplugPayload, now: number): Parsed<Signal>[] {
    const bdSeq = bdSeqOf(payload);
    if (node.bdSeq !== undefined && bdSeq !== undefined && bdSeq !== node.bdSeq) return [];
    node.seq = undefined;
    node.aliases.clear();
    return [node.own, ...node.devices.values()].flatMap((scope) => this.laidToRest(node, scope, now, scope === node.own));
  }

  private laidToRest(node: KnownNode, scope: Scope, now: number, evenUnheard = true): Parsed<Signal>[] {
    const went = scope.online || evenUnheard;
    scope.online = false;
    forgetAliases(node, scope);
    return [...lastWords(scope, now), ...(went ? presence(scope, false, now) : [])];
  }
}

const bdSeqOf = ({ metrics }: SparkplugPayload): string | undefined => {
  const value = metrics.find(({ name }) => name === 'bdSeq')?.value;
  if (typeof value !== 'object') return undefined;
  return 'int' in value ? String(value.int) : 'long' in value ? String(value.long) : undefined;
};
