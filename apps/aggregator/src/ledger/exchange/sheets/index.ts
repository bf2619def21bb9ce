import type { ExchangedLedger } from '@one-screen/contracts';
import { GRIDS_SHEET } from './grids.sheet.js';
import { HAZARDS_SHEET } from './hazards.sheet.js';
import { OBJECTS_SHEET } from './objects.sheet.js';
import type { LedgerSheet } from './sheet.js';

/** Every ledger's sheet; a new ledger adds its line. The reading thread finds them here by name. */
export const SHEETS: Record<ExchangedLedger, LedgerSheet> = {
  objects: OBJECTS_SHEET as LedgerSheet,
  grids: GRIDS_SHEET as LedgerSheet,
  hazards: HAZARDS_SHEET as LedgerSheet,
};
