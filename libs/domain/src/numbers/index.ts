/** The numbers of the trade: periods, rates, accidents, index and four-colour risk, each a function from records, opened down to their keys. */
export { addDays, afterDays, dayOf, daysBetween, startOfDay, weekdayOf, type Day } from './beijing-day.js';
export { cumulativeToMonth, daysOf, lastYearOf, PERIODS, periodOf, previousOf, rangeOfDays, sameWindows, within, yearsBefore, type Period, type PeriodKind, type Range } from './period.js';
export { addWorkdays, afterWorkdays, workCalendar, workdaysBetween, type WorkCalendar, type YearOfWork } from './workdays.js';
export { halfUp } from './half-up.js';
export type { InspectionVisit, ListedObject, Penalty, RatedHazard, RateRecords } from './rate-records.js';
export { endOf, happenedIn, inScope, scopesBelow, type RateScope } from './rate-scope.js';
export { RATE_IDS, rateOf, type Rate, type RateId } from './rates.js';
export { ACCIDENT_GRADES, ACCIDENT_GRADE_NAMES, atLeast, GRADE_LIMITS, gradeOf, HARMS, type AccidentGrade, type GradeLimits, type Grading, type Harm, type HarmKind } from './accident-grade.js';
export { accidentsIn, gradeAt, harmAt, SUPPLEMENT_DAYS, supplementUntil, type Accident, type HarmReport } from './accident.js';
export { followUpsPerDay, reportClocks, REPORTS_493, REPORTS_STREET, type HopClock, type HopState, type ReportHop, type ReportScheme } from './accident-clock.js';
export { ACCIDENT_MEASURES, accidentDecline, compareAccidents, DECLINE_TARGET, type AccidentMeasure, type Comparison, type Decline, type Tally } from './accident-decline.js';
export { checkScheme, DEFAULT_INDEX_SCHEME, INDEX_MEASURES, schemeAt, type IndexDimension, type IndexItem, type IndexMeasure, type IndexScheme, type Scoring } from './index-scheme.js';
export { scoreIndex, type DeclineFact, type DimensionScore, type IndexFacts, type IndexScore, type ItemScore, type ItemState, type ShareFact, type Veto } from './index-score.js';
export { freezesAt, giveCards, monthBefore, monthOf, rankOf, type Card, type CardReason, type Contender, type Month, type Standing } from './index-cards.js';
export { advanceRedCard, openRedCard, RED_CARD_STAGES, taskForceDue, unmetConditions, type LiftCondition, type LiftFacts, type RedCard, type RedCardStage, type RedCardStep } from './red-card.js';
