import type { AlarmView } from '@one-screen/contracts';
import { alarmView } from './alarm.fixture';
import { useAlarms, type Alarms } from './alarms';
import { flood } from './link-state';

const mockListeners = new Map<string, (payload: unknown) => void>();
jest.mock('./socket', () => ({ socket: { on: (name: string, hear: (payload: unknown) => void) => mockListeners.set(name, hear) } }));
jest.mock('./link', () => ({ useLink: () => ({}) }));
jest.mock('../session', () => ({ useSession: () => ({ view: { value: null } }) }));
jest.mock('../api', () => ({ api: {} }));

describe('pushed alarms landing on this screen', () => {
  let alarms: Alarms;
  let sequence = 0;
  const push = (over: Partial<AlarmView>): void => {
    sequence += 1;
    mockListeners.get('alarm')?.(alarmView({ id: `a${sequence}`, sequence, ...over }));
  };
  const knows = (id: string): boolean => alarms.map.value.has(id);
  const quiet = (): Promise<void> => jest.advanceTimersByTimeAsync(1_000);

  beforeAll(() => {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
    Object.assign(globalThis, {
      document: { hidden: false, documentElement: { dataset: {} } },
      requestAnimationFrame: (run: () => void) => setTimeout(run, 16),
      cancelAnimationFrame: (id: number) => clearTimeout(id),
    });
    alarms = useAlarms();
  });
  afterAll(() => {
    jest.useRealTimers();
    for (const name of ['document', 'requestAnimationFrame', 'cancelAnimationFrame']) Reflect.deleteProperty(globalThis, name);
  });
  beforeEach(async () => {
    flood.value = false;
    await quiet();
  });

  it('shows a single one at once, whatever its level', async () => {
    push({ id: 'blue-alone', level: 'blue' });
    await Promise.resolve();
    expect(knows('blue-alone')).toBe(true);
  });

  it('lets lesser ones wait a quarter of a second in a flood, and never longer', async () => {
    flood.value = true;
    for (let at = 0; at < 50; at += 1) {
      push({ id: `lesser-${at}`, level: 'yellow' });
      await jest.advanceTimersByTimeAsync(4);
    }
    expect(knows('lesser-0')).toBe(false);
    await jest.advanceTimersByTimeAsync(50);
    expect(knows('lesser-49')).toBe(true);
  });

  it('shows a grave one at once in a flood, with all that waited', async () => {
    flood.value = true;
    push({ id: 'waiting', level: 'blue' });
    push({ id: 'grave', level: 'orange' });
    await Promise.resolve();
    expect([knows('waiting'), knows('grave')]).toEqual([true, true]);
    expect(alarms.open.value[0]?.id).toBe('grave');
  });

  it('shows at once in a flood that somebody signed', async () => {
    flood.value = true;
    push({ id: 'signed', level: 'blue' });
    await quiet();
    push({ id: 'signed', level: 'blue', state: 'acknowledged', revision: 2 });
    await Promise.resolve();
    expect(alarms.map.value.get('signed')?.state).toBe('acknowledged');
  });
});
