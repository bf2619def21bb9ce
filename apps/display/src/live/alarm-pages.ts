import type { AlarmPage, AlarmView } from '@one-screen/contracts';
import { api } from '../api';

const PAGE = 500;
/** The most records a figure on the wall is opened down to. */
const MOST = 5_000;

/** Every alarm that answers a query (as for `GET /api/alarms`), page by page. */
export const everyAlarm = async (query: Record<string, string>): Promise<AlarmView[]> => {
  const items: AlarmView[] = [];
  const asked = new URLSearchParams({ ...query, limit: String(PAGE) });
  for (;;) {
    const page = await api.get<AlarmPage>(`/api/alarms?${asked.toString()}`);
    items.push(...page.items);
    if (!page.nextCursor || items.length >= MOST) return items;
    asked.set('cursor', page.nextCursor);
  }
};
