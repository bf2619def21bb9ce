import type { RecordLine } from '@one-screen/contracts';
import type { Router } from 'vue-router';

/** Where a record's own page is. Pure. */
export const pageOf = ({ type, id }: Pick<RecordLine, 'type' | 'id'>): string | undefined => {
  const code = encodeURIComponent(id);
  if (type === 'alarm') return `/desk?alarm=${code}`;
  const room = { object: 'objects', inspection: 'inspections', hazard: 'hazards', case: 'cases', accident: 'accidents', patrol: 'patrols' }[type];
  return `/ledger/${room}/${code}`;
};

/** Whether somebody has built that page: a link that leads nowhere is none. */
export const hasPage = (router: Router, path: string): boolean => router.resolve(path).matched.some(({ path: pattern }) => pattern !== '/:rest(.*)*');
