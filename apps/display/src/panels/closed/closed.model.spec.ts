import { alarmView } from '../../live/alarm.fixture';
import { recentlyEnded } from './closed.model';

describe('recently ended alarms', () => {
  const ended = (id: string, sequence: number, revision = 1) => alarmView({ id, sequence, revision, state: 'closed' });

  it('are what ended here and what had ended before, newest first, as many as fit', () => {
    const live = new Map([['b', ended('b', 9)], ['open', alarmView({ id: 'open', sequence: 10 })]]);
    expect(recentlyEnded(live, [ended('a', 3), ended('c', 5)], 2).map((alarm) => alarm.id)).toEqual(['b', 'c']);
  });

  it('leave out one that was reopened since', () => {
    const live = new Map([['a', alarmView({ id: 'a', revision: 4, state: 'raised' })]]);
    expect(recentlyEnded(live, [ended('a', 3, 3)], 5)).toEqual([]);
  });

  it('trust a newer word from the server over an older one here', () => {
    const live = new Map([['a', alarmView({ id: 'a', revision: 2, state: 'raised' })]]);
    expect(recentlyEnded(live, [ended('a', 3, 3)], 5)).toHaveLength(1);
  });
});
