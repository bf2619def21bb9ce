import { DomainError, type AlarmSignal, type Sector } from '@one-screen/domain';

/** Whose alarm it is. */
export interface TellerSource {
  id: string;
  sector: Sector;
}
interface Untold {
  source: TellerSource;
  signal: AlarmSignal;
}

/** More than this untold (the database is away for long): the oldest clears go first, raises never. */
export const UNTOLD_LIMIT = 20_000;
/** Alarms of one source told at once. */
const AT_ONCE = 500;

/** Where alarms are told, and what went wrong there in words. */
export interface TellerWays {
  /** Resolves when these are durable. Rejects with DomainError `invalid` when they never can be, anything else when not now. */
  accept(source: TellerSource, signals: readonly AlarmSignal[]): Promise<unknown>;
  trouble(words: string): void;
}

/** Alarms that rules have decided on, until the alarms' room has them: told in the order decided within a source, sources beside each other. */
export class AlarmTeller {
  private untold: Untold[] = [];
  private telling: Promise<void> | undefined;

  constructor(private readonly ways: TellerWays, private readonly limit = UNTOLD_LIMIT) {}

  /** Alarms that are not known to be durable. */
  get waiting(): number {
    return this.untold.length;
  }

  add(source: TellerSource, signals: readonly AlarmSignal[]): void {
    for (const signal of signals) this.untold.push({ source, signal });
    if (this.untold.length <= this.limit) return;
    this.ways.trouble(`${this.untold.length} alarms of rules wait for the database`);
    const spare = this.untold.length - this.limit;
    let dropped = 0;
    this.untold = this.untold.filter(({ signal }) => !(signal.cleared && dropped < spare && (dropped += 1)));
  }

  /** Resolves when all that was added is durable, or refused for good. Rejects when some of it could not be told now: that stays, for the next time. */
  tell(): Promise<void> {
    if (this.untold.length) this.telling ??= this.tellAll();
    return this.telling ?? Promise.resolve();
  }

  private async tellAll(): Promise<void> {
    try {
      while (this.untold.length) await this.tellSome();
    } finally {
      // In the same step that found nothing left: whoever adds after this begins anew.
      this.telling = undefined;
    }
  }

  private async tellSome(): Promise<void> {
    const batches = new Map<string, Untold[]>();
    for (const one of this.untold) {
      const batch = batches.get(one.source.id);
      if (!batch) batches.set(one.source.id, [one]);
      else if (batch.length < AT_ONCE) batch.push(one);
    }
    const outcomes = await Promise.allSettled([...batches.values()].map((batch) => this.offer(batch)));
    // By what they are, not by their places: while they were told others came, and some that waited may have had to go.
    const told = new Set(outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : [])));
    this.untold = this.untold.filter((one) => !told.has(one));
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  }

  private async offer(batch: readonly Untold[]): Promise<readonly Untold[]> {
    const [first] = batch;
    if (!first) return batch;
    try {
      await this.ways.accept(first.source, batch.map(({ signal }) => signal));
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
      // What is refused for good would stand in the way of all that follow.
      this.ways.trouble(`alarms of rules refused: ${error.message}`);
    }
    return batch;
  }
}
