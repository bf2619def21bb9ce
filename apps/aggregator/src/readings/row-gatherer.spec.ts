import { DomainError } from '@one-screen/domain';
import { QUEUE_LIMIT, RowGatherer, ROWS_AT_ONCE } from './row-gatherer.js';

const rows = (count: number, value = 0): number[] => Array<number>(count).fill(value);
const outage = (): Error => Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });

describe('rows gathered for a commit', () => {
  const committed: number[][] = [];
  const watch = { committed: jest.fn(), failed: jest.fn() };
  let commit: jest.Mock<Promise<void>, [readonly number[]]>;
  let gatherer: RowGatherer<number>;
  beforeEach(() => {
    committed.length = 0;
    jest.clearAllMocks();
    commit = jest.fn(async (batch: readonly number[]) => void committed.push([...batch]));
    gatherer = new RowGatherer((batch) => commit(batch), watch);
  });

  it('share one, in the order given', async () => {
    await Promise.all([gatherer.submit([1, 2]), gatherer.submit([3]), gatherer.submit([])]);
    expect(committed).toEqual([[1, 2, 3]]);
    expect(watch.committed).toHaveBeenCalledWith(3);
    await gatherer.submit([4]);
    expect(committed).toEqual([[1, 2, 3], [4]]);
  });

  it('do not make a commit larger than that, unless one sender alone does', async () => {
    const taken = [gatherer.submit(rows(ROWS_AT_ONCE - 1)), gatherer.submit(rows(2)), gatherer.submit(rows(ROWS_AT_ONCE + 5))];
    await Promise.all(taken);
    expect(committed.map(({ length }) => length)).toEqual([ROWS_AT_ONCE - 1, 2, ROWS_AT_ONCE + 5]);
  });

  it('beyond the queue are refused for now', async () => {
    commit.mockImplementation(() => new Promise(() => undefined));
    void gatherer.submit(rows(QUEUE_LIMIT));
    expect(gatherer.depth).toBe(QUEUE_LIMIT);
    await expect(gatherer.submit([1])).rejects.toMatchObject({ kind: 'unavailable', code: 'busy' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    void gatherer.submit([1]);
    expect(gatherer.depth).toBe(1);
  });

  it('are refused for now when the database is away, and taken when it is back', async () => {
    commit.mockRejectedValueOnce(outage());
    const refused = await Promise.all([gatherer.submit([1]), gatherer.submit([2])].map((one) => one.catch((error: unknown) => error)));
    expect(refused).toEqual([expect.any(DomainError), expect.any(DomainError)]);
    expect(refused[0]).toMatchObject({ kind: 'unavailable', code: 'database-away' });
    expect(commit).toHaveBeenCalledTimes(1);
    await gatherer.submit([1]);
    expect(committed).toEqual([[1]]);
  });

  it('of one sender that cannot be stored do not take the others’ down', async () => {
    commit.mockImplementation(async (batch) => {
      if (batch.includes(13)) throw new Error('bad row');
      committed.push([...batch]);
    });
    const [first, second, third] = await Promise.allSettled([gatherer.submit([1]), gatherer.submit([13]), gatherer.submit([3])]);
    expect([first.status, second.status, third.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(second).toMatchObject({ reason: { message: 'bad row' } });
    expect(committed).toEqual([[1], [3]]);
  });

  it('are all stored before a stop, which takes no more', async () => {
    const taken = gatherer.submit([1]);
    await gatherer.stop();
    expect(committed).toEqual([[1]]);
    await taken;
    await expect(gatherer.submit([2])).rejects.toMatchObject({ kind: 'unavailable' });
    await gatherer.stop();
  });
});
