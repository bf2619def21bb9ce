import type { AlarmView } from '@one-screen/contracts';
import { api, ApiError } from '../api';
import { createCommands } from './commands';

const applied: AlarmView[] = [];
jest.mock('../live/alarms', () => ({ useAlarms: () => ({ apply: (view: AlarmView) => applied.push(view) }) }));
jest.mock('../api', () => ({ ...jest.requireActual<object>('../api'), api: { get: jest.fn(), post: jest.fn() } }));
const post = api.post as jest.Mock;
const get = api.get as jest.Mock;

const seen: AlarmView = {
  id: 'A1', sequence: 1, revision: 3, key: 'k', sourceId: 's', sector: 'fire', level: 'yellow', title: '水压低', state: 'raised', conditionActive: true, drill: false, count: 1,
  occurredAt: '2026-11-23T08:00:00.000+08:00', receivedAt: '2026-11-23T08:00:00.000+08:00', lastSeenAt: '2026-11-23T08:00:00.000+08:00', escalation: 0,
};
const stale = (present: AlarmView) => new ApiError(409, 'stale-revision', '告警已被更新', { alarm: present });

beforeEach(() => {
  applied.length = 0;
  post.mockReset();
  get.mockReset();
});

describe('a command of the desk', () => {
  it('takes the answer at once and says it is done', async () => {
    const next = { ...seen, revision: 4, state: 'acknowledged' as const };
    post.mockResolvedValue(next);
    const commands = createCommands();
    await expect(commands.send(seen, 'acknowledge', { disposition: 'true' })).resolves.toBe(next);
    expect(post).toHaveBeenCalledWith('/api/alarms/A1/acknowledge', { revision: 3, disposition: 'true' });
    expect(applied).toEqual([next]);
    expect(commands.outcome.value?.kind).toBe('done');
    expect(commands.busy.value).toBeUndefined();
  });

  it('tells of a conflict, shows the present state, and never sends over what another did', async () => {
    const present = { ...seen, revision: 4, state: 'acknowledged' as const, acknowledgedBy: 'li', owner: 'li', acknowledgedAt: '2026-11-23T08:01:00.000+08:00' };
    post.mockRejectedValue(stale(present));
    const commands = createCommands();
    await expect(commands.send(seen, 'acknowledge', { disposition: 'false' })).resolves.toBeUndefined();
    expect(post).toHaveBeenCalledTimes(1);
    expect(commands.conflict.value?.alarm).toBe(present);
    expect(applied).toEqual([present]);
  });

  it('sends once more when only repeats were counted meanwhile, and only once', async () => {
    const present = { ...seen, revision: 5, count: 3 };
    post.mockRejectedValueOnce(stale(present)).mockResolvedValueOnce({ ...present, revision: 6, state: 'acknowledged' });
    const commands = createCommands();
    expect((await commands.send(seen, 'acknowledge', { disposition: 'true' }))?.revision).toBe(6);
    expect(post.mock.calls.map((call) => (call[1] as { revision: number }).revision)).toEqual([3, 5]);
    post.mockReset().mockRejectedValue(stale(present));
    await commands.send(seen, 'acknowledge', { disposition: 'true' });
    expect(post).toHaveBeenCalledTimes(2);
    expect(commands.conflict.value?.alarm.revision).toBe(5);
  });

  it('asks for the present alarm when the refusal does not carry it', async () => {
    const present = { ...seen, revision: 8, state: 'handling' as const };
    post.mockRejectedValue(new ApiError(409, 'stale-revision', '已更新'));
    get.mockResolvedValue(present);
    const commands = createCommands();
    await commands.send(seen, 'note', { note: 'x' });
    expect(commands.conflict.value?.alarm).toBe(present);
  });

  it('says what the server refused in its own words', async () => {
    post.mockRejectedValue(new ApiError(403, 'not-owner', '该告警由 li 负责，请先接管'));
    const commands = createCommands();
    await commands.send(seen, 'handle');
    expect(commands.outcome.value).toMatchObject({ kind: 'failed', message: '该告警由 li 负责，请先接管' });
  });
});

describe('signing in bulk', () => {
  it('goes in parts the server takes, and answers for every alarm when the link breaks on the way', async () => {
    const many = Array.from({ length: 250 }, (_, index) => ({ ...seen, id: `A${index}` }));
    post.mockImplementationOnce((_path: string, body: { items: { id: string }[] }) => Promise.resolve({ results: body.items.map(({ id }) => ({ id, status: 'done' })) })).mockRejectedValueOnce(new ApiError(0, 'network', '与服务器失去联系'));
    const commands = createCommands();
    await commands.signMany(many, 'true', ' 集中核实 ');
    const state = commands.bulk.value;
    expect(post.mock.calls.map((call) => (call[1] as { items: unknown[] }).items.length)).toEqual([200, 50]);
    expect(post.mock.calls[0][1]).toMatchObject({ disposition: 'true', note: '集中核实' });
    expect(state?.kind === 'results' && state.results.filter((one) => one.status === 'done')).toHaveLength(200);
    expect(state?.kind === 'results' && state.results.filter((one) => one.status === 'refused')).toHaveLength(50);
  });
});
