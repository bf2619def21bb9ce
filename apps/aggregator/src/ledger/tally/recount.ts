import { Inject, Injectable } from '@nestjs/common';
import { BUCKET_KINDS, COUNTERS, periodOf, type BucketKind, type BucketRow, type Counter, type Period } from '@one-screen/domain';
import { Database, type Transaction } from '../../database/database.js';
import { AuditService } from '../../identity/audit.service.js';
import { CLOCK, type Clock } from '../../identity/clock.js';
import { JournalRepository } from '../../journal/journal.repository.js';
import { RecountRepository, type Ask, type DerivedDifference } from './recount.repository.js';

/** One number that is not what the records say. */
export type Difference =
  | ({ of: 'visit' } & DerivedDifference)
  | ({ of: 'filing' } & DerivedDifference)
  | { of: 'bucket'; kind: BucketKind; from: number; grid: string; sector: string; counter: Counter; stored: number; counted: number };

export interface RecountVerdict {
  /** Standing periods looked at. */
  periods: number;
  /** How many numbers differ; the first of them are told. */
  differing: number;
  first: Difference[];
}

type Standing = Period & { kind: BucketKind };
const TOLD = 20;
const ACTOR = 'tally:rebuild';

/**
 * Counts everything anew and compares, one standing period at a time. Others may write meanwhile: what seems to differ is looked at again
 * under the journal head's lock, where no count changes, and only what differs there is told, or put right.
 */
@Injectable()
export class Recount {
  constructor(
    private readonly database: Database,
    private readonly repository: RecountRepository,
    private readonly journal: JournalRepository,
    private readonly audit: AuditService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** What differs. Changes nothing. */
  verify(): Promise<RecountVerdict> {
    return this.run(false);
  }

  /** Puts right what differs, each period in a transaction of its own with its entry in journal and audit; tells what differed. */
  rebuild(): Promise<RecountVerdict> {
    return this.run(true);
  }

  private async run(mend: boolean): Promise<RecountVerdict> {
    const verdict: RecountVerdict = { periods: 0, differing: 0, first: [] };
    const note = (differences: readonly Difference[]) => {
      verdict.differing += differences.length;
      verdict.first.push(...differences.slice(0, TOLD - verdict.first.length));
    };
    // The columns first: counts of visits follow from them.
    await this.visits(mend, note);
    note(await this.filings(mend));
    for (const kind of BUCKET_KINDS) {
      for await (const period of this.periods(kind)) {
        verdict.periods += 1;
        note(await this.bucket(period, mend));
      }
    }
    return verdict;
  }

  /** Periods of a kind in which anything is counted or kept, the earliest first; then starts that are kept but begin no such period. */
  private async *periods(kind: BucketKind): AsyncGenerator<Standing> {
    for (let from: number | undefined = await this.repository.next(kind, Number.MIN_SAFE_INTEGER); from !== undefined;) {
      const period = periodOf(kind, from) as Standing;
      yield period;
      from = await this.repository.next(kind, period.to);
    }
    for (const from of await this.repository.starts(kind)) if (periodOf(kind, from).from !== from) yield { kind, from, to: from };
  }

  private async bucket(period: Standing, mend: boolean): Promise<Difference[]> {
    const compare = async (ask: Ask) => {
      const counted = await this.repository.counted(ask, period);
      return { counted, differences: differencesOf(await this.repository.stored(ask, period), counted) };
    };
    if (!mend || (await this.repository.stored(this.repository.committed, period)).length) {
      if (!(await compare(this.repository.committed)).differences.length) return [];
    }
    return this.locked(mend, async (transaction) => {
      const { counted, differences } = await compare(this.repository.within(transaction));
      if (mend && differences.length) await this.repository.replace(transaction, period, counted);
      return { differences, data: { kind: period.kind, from: period.from } };
    });
  }

  private async visits(mend: boolean, note: (differences: readonly Difference[]) => void): Promise<void> {
    for (let after: string | undefined = ''; after !== undefined;) {
      const seen = await this.repository.visits(this.repository.committed, after);
      const last = seen.at(-1);
      if (!last) return;
      note(await this.locked(mend, async (transaction) => {
        const still = await this.repository.visits(this.repository.within(transaction), '', seen.map(({ id }) => id));
        if (mend) for (const each of still) await this.repository.setVisit(transaction, each);
        return { differences: still.map((each) => ({ of: 'visit' as const, ...each })), data: { visits: still.length } };
      }));
      after = last.id;
    }
  }

  private async filings(mend: boolean): Promise<Difference[]> {
    if (!(await this.repository.filings(this.repository.committed)).length) return [];
    return this.locked(mend, async (transaction) => {
      const still = await this.repository.filings(this.repository.within(transaction));
      if (mend && still.length) await this.repository.mendFilings(transaction, still.map(({ id }) => id));
      return { differences: still.map((each) => ({ of: 'filing' as const, ...each })), data: { filings: still.length } };
    });
  }

  private locked(mend: boolean, work: (transaction: Transaction) => Promise<{ differences: Difference[]; data: Record<string, unknown> }>): Promise<Difference[]> {
    return this.database.write(async (transaction) => {
      if (mend) await this.repository.claim(transaction);
      const head = await this.journal.lock(transaction);
      const { differences, data } = await work(transaction);
      if (!mend || !differences.length) return differences;
      await this.journal.append(transaction, head, [{ at: this.clock(), kind: 'tally.rebuilt', subjectType: 'ledger', subjectId: 'tally', revision: 1, actor: ACTOR, data: { ...data, differing: differences.length } }]);
      await this.audit.append(transaction, [{ actor: ACTOR, action: 'tally.rebuild', object: 'ledger:tally', result: 'done', ip: '', detail: JSON.stringify({ ...data, differing: differences.length }) }]);
      return differences;
    });
  }
}

/** Each counter of each row that is not the same; a row that is absent holds noughts. */
const differencesOf = (stored: readonly BucketRow[], counted: readonly BucketRow[]): Difference[] => {
  const key = ({ grid, sector }: BucketRow) => `${grid}|${sector}`;
  const kept = new Map(stored.map((row) => [key(row), row]));
  const found = new Map(counted.map((row) => [key(row), row]));
  return [...new Set([...kept.keys(), ...found.keys()])].sort().flatMap((each) => {
    const [was, is] = [kept.get(each), found.get(each)];
    const { kind, from, grid, sector } = (was ?? is) as BucketRow;
    return COUNTERS.flatMap((counter) => {
      const [have, should] = [was?.counts[counter] ?? 0, is?.counts[counter] ?? 0];
      return have === should ? [] : [{ of: 'bucket' as const, kind, from, grid, sector, counter, stored: have, counted: should }];
    });
  });
};
