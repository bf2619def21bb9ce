import { Injectable } from '@nestjs/common';
import type { ExchangedLedger } from '@one-screen/contracts';
import { GridsTarget } from './grids.target.js';
import type { LedgerTarget } from './ledger-target.js';
import { ObjectsTarget } from './objects.target.js';

/** Every ledger files are taken into and given out of; a new one adds its line. */
@Injectable()
export class LedgerTargets {
  private readonly byLedger: Record<ExchangedLedger, LedgerTarget>;

  constructor(objects: ObjectsTarget, grids: GridsTarget) {
    this.byLedger = { objects: objects as LedgerTarget, grids: grids as LedgerTarget };
  }

  of(ledger: ExchangedLedger): LedgerTarget {
    return this.byLedger[ledger];
  }
}
