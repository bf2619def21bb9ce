import { isSplit, type Hj212Frame } from './hj212.frame.js';

const TIMEOUT_MS = 120_000;
const MAX_PACKAGES = 100;
/** Groups begun at the same time, and CP characters one may hold: together the bound of the memory used. */
const MAX_GROUPS = 256;
const MAX_CHARACTERS = 131_072;

interface Group {
  total: number;
  pieces: Map<number, string>;
  characters: number;
  since: number;
}

/** `whole`: all of it is here. `part`: kept until the rest comes. */
export type Joined = { kind: 'whole'; frame: Hj212Frame } | { kind: 'part' } | { kind: 'bad'; error: string };

export interface Packages {
  /** Takes a frame at a time in epoch milliseconds. One that is not split is whole at once. */
  add(frame: Hj212Frame, now: number): Joined;
  /** What was whole has been dealt with. Until then (or the time-out) it stays, so that its last package, sent again, makes it whole again. */
  done(frame: Hj212Frame): void;
}

const keyOf = ({ mn, qn, cn }: Hj212Frame): string => `${cn} ${qn ?? ''} ${mn}`;

/**
 * Puts split packages together (PNUM packages, PNO from 1) by MN, QN and CN; each brings whole items, which are
 * joined in the order of PNO. A group not whole within two minutes is dropped, and the oldest when too many are begun; `dropped` is
 * told in words.
 */
export const hj212Packages = (dropped: (error: string) => void): Packages => {
  const groups = new Map<string, Group>();
  /** Map keeps the order of insertion: the first is the oldest. */
  const makeRoom = (now: number): void => {
    for (const [key, group] of groups) {
      const late = now - group.since > TIMEOUT_MS;
      if (!late && groups.size < MAX_GROUPS) return;
      groups.delete(key);
      if (group.pieces.size < group.total) dropped(`${key} 共 ${group.total} 包，只到 ${group.pieces.size} 包，其余${late ? '未按时到达' : '未到而后来的过多'} / ${group.pieces.size} of ${group.total} packages of ${key} came, the rest did not ${late ? 'in time' : 'before too many others began'}`);
    }
  };
  return {
    add(frame, now) {
      const { pnum = 0, pno = 0 } = frame;
      if (!isSplit(frame)) return { kind: 'whole', frame };
      if (pnum < 1 || pnum > MAX_PACKAGES || pno < 1 || pno > pnum) return { kind: 'bad', error: `不可能有第 ${pno} 包（共 ${pnum} 包） / package ${pno} of ${pnum} cannot be` };
      makeRoom(now);
      const key = keyOf(frame);
      let group = groups.get(key);
      if (group?.total !== pnum) {
        groups.delete(key);
        group = { total: pnum, pieces: new Map(), characters: 0, since: now };
        groups.set(key, group);
      }
      group.characters += frame.cp.length - (group.pieces.get(pno)?.length ?? 0);
      if (group.characters > MAX_CHARACTERS) {
        groups.delete(key);
        return { kind: 'bad', error: `${key} 的各包合计过大 / the packages of ${key} are too large together` };
      }
      group.pieces.set(pno, frame.cp);
      if (group.pieces.size < group.total) return { kind: 'part' };
      const pieces = [...group.pieces].sort(([a], [b]) => a - b).map(([, cp]) => cp.replace(/^;+|;+$/g, '')).filter((cp) => cp !== '');
      return { kind: 'whole', frame: { ...frame, cp: pieces.join(';') } };
    },
    done(frame) {
      if (frame.pnum !== undefined) groups.delete(keyOf(frame));
    },
  };
};

/** One frame as the packages a device sends when its CP is too long (at most `limit` characters each, cut between items). */
export const splitFrame = (frame: Hj212Frame, limit = 950): Hj212Frame[] => {
  const pieces: string[] = [];
  for (const item of frame.cp.split(';')) {
    const last = pieces.at(-1);
    if (last !== undefined && last.length + 1 + item.length <= limit) pieces[pieces.length - 1] = `${last};${item}`;
    else pieces.push(item);
  }
  if (pieces.length < 2) return [frame];
  return pieces.map((cp, index) => ({ ...frame, ...(frame.flag !== undefined && { flag: frame.flag | 2 }), pnum: pieces.length, pno: index + 1, cp }));
};
