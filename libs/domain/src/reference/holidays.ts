import { addDays, type Day } from '../numbers/beijing-day.js';
import { workCalendar, type WorkCalendar, type YearOfWork } from '../numbers/workdays.js';

const run = (first: Day, days: number): Day[] => Array.from({ length: days }, (_, index) => addDays(first, index));

/**
 * 部分节假日安排 of the 国务院办公厅, each notice compared with its published text except 2025's, which is from memory. A year is known when
 * its notice is out (as a rule in October or November before); until then the calendar refuses to count its days. Further years are entered by
 * an operator, each as one `YearOfWork`.
 */
export const HOLIDAY_NOTICES: readonly YearOfWork[] = [
  {
    year: 2022, revision: 1, source: '国办发明电〔2021〕11号',
    daysOff: [...run('2022-01-01', 3), ...run('2022-01-31', 7), ...run('2022-04-03', 3), ...run('2022-04-30', 5), ...run('2022-06-03', 3), ...run('2022-09-10', 3), ...run('2022-10-01', 7)],
    madeUp: ['2022-01-29', '2022-01-30', '2022-04-02', '2022-04-24', '2022-05-07', '2022-10-08', '2022-10-09'],
  },
  {
    // 元旦 2023 began on Saturday 2022-12-31, a weekend day of the year before.
    year: 2023, revision: 1, source: '国办发明电〔2022〕16号',
    daysOff: [...run('2023-01-01', 2), ...run('2023-01-21', 7), '2023-04-05', ...run('2023-04-29', 5), ...run('2023-06-22', 3), ...run('2023-09-29', 8)],
    madeUp: ['2023-01-28', '2023-01-29', '2023-04-23', '2023-05-06', '2023-06-25', '2023-10-07', '2023-10-08'],
  },
  {
    // 除夕 (9 February) is no day off by this notice: leave is only encouraged.
    year: 2024, revision: 1, source: '国办发明电〔2023〕7号',
    daysOff: ['2024-01-01', ...run('2024-02-10', 8), ...run('2024-04-04', 3), ...run('2024-05-01', 5), '2024-06-10', ...run('2024-09-15', 3), ...run('2024-10-01', 7)],
    madeUp: ['2024-02-04', '2024-02-18', '2024-04-07', '2024-04-28', '2024-05-11', '2024-09-14', '2024-09-29', '2024-10-12'],
  },
  {
    year: 2025, revision: 1, source: '国办发明电〔2024〕12号',
    daysOff: ['2025-01-01', ...run('2025-01-28', 8), ...run('2025-04-04', 3), ...run('2025-05-01', 5), ...run('2025-05-31', 3), ...run('2025-10-01', 8)],
    madeUp: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
  },
  {
    // Dates from the published text; the number of the notice is from memory.
    year: 2026, revision: 1, source: '国办发明电〔2025〕7号',
    daysOff: [...run('2026-01-01', 3), ...run('2026-02-15', 9), ...run('2026-04-04', 3), ...run('2026-05-01', 5), ...run('2026-06-19', 3), ...run('2026-09-25', 3), ...run('2026-10-01', 7)],
    madeUp: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  },
];

/** The working days by the notices known here and those added since; a later revision of a year replaces the earlier one (see `workCalendar`). */
export const knownWorkdays = (added: readonly YearOfWork[] = []): WorkCalendar => workCalendar([...HOLIDAY_NOTICES, ...added]);
