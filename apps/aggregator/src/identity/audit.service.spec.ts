import { openIdentity, type IdentityFixture } from './identity.fixture';

let room: IdentityFixture;
beforeEach(async () => {
  room = await openIdentity();
});
afterEach(() => room.close());

const entry = (object: string) => ({ actor: 'lin', action: 'alarm.close', object, result: 'done' as const, ip: '127.0.0.1', detail: '备注\u0000\ud800 “好”' });
const write = async (count: number) => {
  for (let n = 1; n <= count; n += 1) await room.audit.record([entry(`alarm-${n}`)]);
};
const tamper = (sql: string) => room.database.write((transaction) => transaction.query(sql));

describe('the audit chain', () => {
  it('is intact when empty, after one by one, and after concurrent and joint writing', async () => {
    expect(await room.audit.verify()).toEqual({ intact: true, count: 0 });
    await write(3);
    await Promise.all(Array.from({ length: 10 }, (_, n) => room.audit.record([entry(`x${n}`), entry(`y${n}`)])));
    expect(await room.audit.verify()).toEqual({ intact: true, count: 23 });
  });

  it('takes part in the transaction it is given', async () => {
    await write(1);
    await expect(room.database.write(async (transaction) => {
      await room.audit.append(transaction, [entry('undone')]);
      throw new Error('no');
    })).rejects.toThrow('no');
    await write(1);
    expect(await room.audit.verify()).toEqual({ intact: true, count: 2 });
  });

  it.each([
    ['a changed row', "UPDATE audit SET actor = 'zhou' WHERE sequence = 3", 3],
    ['a changed hash', "UPDATE audit SET hash = 'f' WHERE sequence = 3", 3],
    ['a deleted row', 'DELETE FROM audit WHERE sequence = 2', 2],
    ['a deleted end', 'DELETE FROM audit WHERE sequence = 5', 5],
    ['a cleared trail', 'DELETE FROM audit', 1],
    ['an added row', "INSERT INTO audit SELECT 6, at, actor, action, object, result, ip, detail, hash FROM audit WHERE sequence = 5", 6],
  ])('shows %s', async (_, sql, sequence) => {
    await write(5);
    await tamper(sql);
    expect(await room.audit.verify()).toEqual({ intact: false, sequence });
  });

  it('shows a new order', async () => {
    await write(5);
    await tamper('UPDATE audit SET sequence = 100 WHERE sequence = 2');
    await tamper('UPDATE audit SET sequence = 2 WHERE sequence = 4');
    await tamper('UPDATE audit SET sequence = 4 WHERE sequence = 100');
    expect(await room.audit.verify()).toEqual({ intact: false, sequence: 2 });
  });

  it('writes twenty refusals a minute one by one, and tells how many more there were', async () => {
    const refusal = { actor: '-', action: 'session.sign-in', object: '-', ip: '10.0.0.9' };
    for (let n = 0; n < 50; n += 1) await room.audit.refused(refusal);
    await room.audit.refused({ ...refusal, ip: '10.0.0.10' });
    expect(await room.audit.page(1000, 100)).toHaveLength(21);
    room.time.now += 60_000;
    await room.audit.drain(false);
    const [told] = await room.audit.page(1000, 1);
    expect(told).toMatchObject({ result: 'refused', ip: '10.0.0.9', detail: expect.stringContaining('30') });
    await room.audit.refused(refusal);
    expect(await room.audit.page(1000, 100)).toHaveLength(23);
  });
});
