import { Injectable } from '@nestjs/common';
import type { MaintenanceWindow } from '@one-screen/domain';
import type { Transaction } from '../../database/database.js';
import { JournalRepository } from '../../journal/journal.repository.js';
import { MaintenanceRepository } from './maintenance.repository.js';

/**
 * The windows of this moment, in memory. Every change of a window moves the mark on the journal's head, and every transaction that changes alarms
 * locks that head first and reads the mark with it: where it has moved, the windows are read anew within the transaction. So of two instances
 * neither decides by windows the other has already changed, and an alarm costs no question of its own. Only the clocks of the instances may
 * differ, by what keeps them apart (NTP).
 */
@Injectable()
export class MaintenanceWindows {
  private mark: number | undefined;
  private known: readonly MaintenanceWindow[] = [];
  private over: readonly string[] = [];

  constructor(
    private readonly repository: MaintenanceRepository,
    private readonly journal: JournalRepository,
  ) {}

  /** Requested and approved windows, as last read. */
  get open(): readonly MaintenanceWindow[] {
    return this.known;
  }

  /** Ended windows that may still hold alarms. */
  get unreleased(): readonly string[] {
    return this.over;
  }

  /** The windows as they are in a transaction that holds the journal's head, whose mark was read with it. */
  async at(transaction: Transaction, mark: number): Promise<readonly MaintenanceWindow[]> {
    if (mark !== this.mark) this.take(await this.repository.live(transaction), mark);
    return this.known;
  }

  /** Reads them again where they have changed; for whoever holds no lock. */
  async refresh(): Promise<void> {
    // Read before the windows: these may be newer than their mark, never older, and then are read once more.
    const mark = await this.journal.presentMark();
    if (mark !== this.mark) this.take(await this.repository.live(), mark);
  }

  private take({ open, unreleased }: { open: readonly MaintenanceWindow[]; unreleased: readonly string[] }, mark: number): void {
    this.known = open;
    this.over = unreleased;
    this.mark = mark;
  }
}
