import { Injectable } from '@nestjs/common';
import {
  afterWorkdays, DEFAULT_CASE_RULES, DEFAULT_HAZARD_RULES, HAZARD_CATALOGUE, knownWorkdays, REPORTS_493, REPORTS_STREET, type CaseContext, type HazardContext, type ReportScheme, type WorkingDays,
} from '@one-screen/domain';

/** What the rules of the ledger are asked with: time limits, grading standards, working days, report clocks; data, each with its source. */
@Injectable()
export class LedgerRules {
  private readonly calendar = knownWorkdays();
  readonly workingDays: WorkingDays = (from, days) => afterWorkdays(this.calendar, from, days);
  readonly hazard: HazardContext = { rules: DEFAULT_HAZARD_RULES, catalogue: HAZARD_CATALOGUE, workingDays: this.workingDays };
  readonly case: CaseContext = { rules: DEFAULT_CASE_RULES, workingDays: this.workingDays };
  readonly reports: readonly ReportScheme[] = [REPORTS_493, REPORTS_STREET];
}
