export { addDays, afterDays, dayOf, daysBetween, startOfDay, weekdayOf, type Day } from './beijing-day.js';
export { cumulativeToMonth, daysOf, lastYearOf, PERIODS, periodOf, previousOf, rangeOfDays, sameWindows, within, yearsBefore, type Period, type PeriodKind, type Range } from './period.js';
export { addWorkdays, afterWorkdays, workCalendar, workdaysBetween, type WorkCalendar, type YearOfWork } from './workdays.js';
export { halfUp } from './half-up.js';
export type { InspectionVisit, ListedObject, Penalty, RatedHazard, RateRecords } from './rate-records.js';
export { endOf, happenedIn, inScope, scopesBelow, type RateScope } from './rate-scope.js';
export { RATE_IDS, rateOf, type Rate, type RateId } from './rates.js';
