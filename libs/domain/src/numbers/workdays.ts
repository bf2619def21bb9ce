import { invalid, unavailable } from '../errors.js';
import { addDays, dayOf, startOfDay, weekdayOf, type Day } from './beijing-day.js';

/**
 * One year of working days as the 国务院办公厅 notice lays down: days off 法定节假日 and weekend days worked instead 调休.
 * A later revision of a year replaces the earlier one whole (in 2020 a holiday was lengthened after the notice).
 */
export interface YearOfWork {
  year: number;
  revision: number;
  /** Number of the notice, e.g. 国办发明电〔2024〕12号. */
  source: string;
  daysOff: Day[];
  /** Saturdays and Sundays that are worked. */
  madeUp: Day[];
}

export interface WorkCalendar {
  isWorkday(day: Day): boolean;
}

const check = (entry: YearOfWork): void => {
  const refuse = (zh: string, en: string, day?: Day) => invalid('work-calendar', `${entry.year}年工作日历：${zh}`, `Working days of ${entry.year}: ${en}`, { year: entry.year, day });
  const seen = new Set<Day>();
  for (const day of [...entry.daysOff, ...entry.madeUp]) {
    startOfDay(day);
    if (Number(day.slice(0, 4)) !== entry.year) throw refuse(`${day}不属于该年`, `${day} is in another year`, day);
    if (seen.has(day)) throw refuse(`${day}重复`, `${day} is given twice`, day);
    seen.add(day);
  }
  for (const day of entry.madeUp) if (weekdayOf(day) < 5) throw refuse(`${day}不是周末，无须调休上班`, `${day} is no weekend day to be made up`, day);
};

/**
 * The working-day calendar from the years given. A year nobody gave is an error to whoever asks for one of its days:
 * guessing that it has no holidays would move legal deadlines.
 */
export const workCalendar = (years: readonly YearOfWork[]): WorkCalendar => {
  const newest = new Map<number, YearOfWork>();
  for (const entry of years) {
    check(entry);
    const held = newest.get(entry.year);
    if (held?.revision === entry.revision) throw invalid('work-calendar', `${entry.year}年工作日历版本${entry.revision}重复`, `Revision ${entry.revision} of the working days of ${entry.year} is given twice`, { year: entry.year });
    if (!held || held.revision < entry.revision) newest.set(entry.year, entry);
  }
  const sets = new Map([...newest].map(([year, entry]) => [year, { off: new Set(entry.daysOff), madeUp: new Set(entry.madeUp) }]));
  return {
    isWorkday(day) {
      const weekday = weekdayOf(day);
      const year = sets.get(Number(day.slice(0, 4)));
      if (!year) throw unavailable('work-calendar-missing', `缺少${day.slice(0, 4)}年的节假日安排，无法计算工作日`, `The holidays of ${day.slice(0, 4)} are not known: working days cannot be counted`, { year: Number(day.slice(0, 4)) });
      return year.madeUp.has(day) || (weekday < 5 && !year.off.has(day));
    },
  };
};

/** The n-th working day after (before, when negative) a day, which is not itself counted (民法典 article 201); 0 is the day itself. */
export const addWorkdays = (calendar: WorkCalendar, day: Day, count: number): Day => {
  if (!Number.isInteger(count)) throw invalid('whole-days', '工作日数须为整数', 'Working days are whole', { count });
  const step = Math.sign(count);
  let at = day;
  for (let left = Math.abs(count); left > 0; ) {
    at = addDays(at, step);
    if (calendar.isWorkday(at)) left -= 1;
  }
  return at;
};

/** Working days after `from` up to and with `to`; negative when `to` is earlier (then those from `to` on, before `from`). */
export const workdaysBetween = (calendar: WorkCalendar, from: Day, to: Day): number => {
  const step = startOfDay(to) >= startOfDay(from) ? 1 : -1;
  let count = 0;
  for (let at = from; at !== to; ) {
    at = addDays(at, step);
    if (calendar.isWorkday(at)) count += step;
  }
  return count;
};

/** The instant (epoch ms, exclusive) at which a term of working days 工作日 has run out: the end of its last day. */
export const afterWorkdays = (calendar: WorkCalendar, begins: number, count: number): number => startOfDay(addDays(addWorkdays(calendar, dayOf(begins), count), 1));
