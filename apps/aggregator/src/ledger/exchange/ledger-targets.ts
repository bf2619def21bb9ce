import { Injectable } from '@nestjs/common';
import type { ExchangedLedger } from '@one-screen/contracts';
import type { Hazard } from '@one-screen/domain';
import { GridsRepository } from '../grids.repository.js';
import { LedgerService } from '../ledger.service.js';
import { LedgerBooks } from '../records/ledger-books.js';
import { GridsTarget } from './grids.target.js';
import type { LedgerTarget } from './ledger-target.js';
import { ObjectsTarget } from './objects.target.js';
import { RecordTarget } from './record.target.js';
import { HAZARDS_SHEET, hazardValues } from './sheets/hazards.sheet.js';
import type { LedgerSheet } from './sheets/sheet.js';

/** Every ledger files are taken into and given out of; a new one adds its line. */
@Injectable()
export class LedgerTargets {
  private readonly byLedger: Record<ExchangedLedger, LedgerTarget>;

  constructor(objects: ObjectsTarget, grids: GridsTarget, books: LedgerBooks, ledger: LedgerService, gridRows: GridsRepository) {
    this.byLedger = {
      objects: objects as LedgerTarget,
      grids: grids as LedgerTarget,
      hazards: new RecordTarget(HAZARDS_SHEET as LedgerSheet<Hazard>, books.hazards, ledger, gridRows, 'found_at', hazardValues) as LedgerTarget,
    };
  }

  of(ledger: ExchangedLedger): LedgerTarget {
    return this.byLedger[ledger];
  }
}
