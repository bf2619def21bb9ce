import type { AlarmSignal, Quality, Signal } from '@one-screen/domain';
import { keyOfNode, type OpcuaNode } from './opcua.options.js';
import type { Shown } from './opcua.value.js';

/** Turns what nodes show into signals. Remembers for each its last value and whether its alarm stands, nothing more. */
export interface Report {
  /** A node shows something new (or was read anew): its reading, and its alarm when that changed or is seen for the first time. What shows nothing makes the last value bad, once. */
  take(node: OpcuaNode, shown: Shown): Signal[];
  /** Nothing can be known of these nodes: each that was not bad shows its last value as bad, once. Alarms stay as they are: no answer is no all-clear. */
  lost(nodes: readonly OpcuaNode[], at: number): Signal[];
  /** How many nodes show a value that is not bad. */
  readonly alive: number;
}

interface Known {
  value?: number;
  quality?: Quality;
  sourceAt?: number;
  standing?: boolean;
}

export const openReport = (): Report => {
  const memory = new Map<OpcuaNode, Known>();
  const alive = new Set<OpcuaNode>();
  const knownOf = (node: OpcuaNode): Known => {
    const known = memory.get(node) ?? {};
    memory.set(node, known);
    return known;
  };

  const lose = (node: OpcuaNode, at: number): Signal[] => {
    const known = knownOf(node);
    alive.delete(node);
    if (known.value === undefined || known.quality === 'bad') return [];
    known.quality = 'bad';
    return [readingOf(node, known.value, 'bad', at)];
  };

  return {
    get alive() {
      return alive.size;
    },
    lost: (nodes, at) => nodes.flatMap((node) => lose(node, at)),
    take(node, shown) {
      if (!shown.ok) return lose(node, shown.at);
      const known = knownOf(node);
      // A slow answer to a read may arrive after news that is newer than what it read.
      if (shown.sourceAt !== undefined && known.sourceAt !== undefined && shown.sourceAt < known.sourceAt && known.quality !== 'bad') return [];
      Object.assign(known, { value: shown.value, quality: shown.quality, sourceAt: shown.sourceAt });
      if (shown.quality === 'bad') alive.delete(node);
      else alive.add(node);
      const signals: Signal[] = [readingOf(node, shown.value, shown.quality, shown.at)];
      if (!node.alarm || shown.quality !== 'good') return signals;
      const standing = (shown.value !== 0) === node.alarm.when;
      // Seen for the first time it is told either way: what stood before this program began may have ended since.
      if (standing !== known.standing) signals.push({ ...alarmOf(node, node.alarm, shown, !standing), ...(!standing && known.standing === undefined && { onlyIfStanding: true }) });
      known.standing = standing;
      return signals;
    },
  };
};

const readingOf = ({ deviceCode, point, unit }: OpcuaNode, value: number, quality: Quality, at: number): Signal => ({ kind: 'reading', deviceCode, point, value, unit, quality, at });

const alarmOf = (node: OpcuaNode, { level, title }: NonNullable<OpcuaNode['alarm']>, { value, at }: Extract<Shown, { ok: true }>, cleared: boolean): AlarmSignal => ({
  kind: 'alarm', key: keyOfNode(node), level, title, occurredAt: at, cleared, deviceCode: node.deviceCode, value, detail: { point: node.point, nodeId: node.nodeId },
});
