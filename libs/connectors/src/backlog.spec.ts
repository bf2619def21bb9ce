import type { AlarmSignal, PositionSignal, Signal } from '@one-screen/domain';
import { openBacklog } from './backlog.js';

const position = (deviceCode: string, at: number): PositionSignal => ({ kind: 'position', deviceCode, location: { lon: 0, lat: 0 }, at });
const alarm = (key: string, cleared: boolean, occurredAt = 0): AlarmSignal => ({ kind: 'alarm', key, level: 'red', title: 't', occurredAt, cleared });
const fill = (backlog: ReturnType<typeof openBacklog>, ...signals: Signal[]) => signals.map((signal) => backlog.add({ signal, excerpt: '' }));
const taken = (backlog: ReturnType<typeof openBacklog>, most = 100) => backlog.take(most).map(({ signal }) => (signal.kind === 'alarm' ? `${signal.key} ${signal.cleared} ${signal.occurredAt}` : `${signal.deviceCode} ${signal.kind === 'position' ? signal.at : ''}`));

describe('what waits for the sink', () => {
  it('comes out in its order, every position of it, while there is little', () => {
    const backlog = openBacklog();
    fill(backlog, position('a', 1), position('b', 2), position('a', 3));
    expect(taken(backlog, 2)).toEqual(['a 1', 'b 2']);
    expect(taken(backlog)).toEqual(['a 3']);
    expect(backlog.size).toBe(0);
  });

  it('keeps only the newest position of a ship when there is much', () => {
    const backlog = openBacklog(10, 2);
    fill(backlog, position('a', 1), position('b', 2), position('a', 3), position('a', 4), position('c', 5));
    expect(taken(backlog)).toEqual(['a 4', 'b 2', 'c 5']);
    fill(backlog, position('a', 6));
    expect(taken(backlog)).toEqual(['a 6']);
  });

  it('drops the oldest at its limit, but no alarm', () => {
    const backlog = openBacklog(2);
    expect(fill(backlog, position('a', 1), alarm('x', false), position('b', 2), alarm('y', false), position('c', 3))).toEqual([undefined, undefined, undefined, undefined, position('a', 1)]);
    expect(taken(backlog)).toEqual(['x false 0', 'b 2', 'y false 0', 'c 3']);
  });

  it('gives alarms before all others when not all can go at once', () => {
    const backlog = openBacklog();
    fill(backlog, position('a', 1), position('b', 2), alarm('x', false));
    expect(taken(backlog, 2)).toEqual(['a 1', 'x false 0']);
    expect(taken(backlog, 2)).toEqual(['b 2']);
  });

  it('leaves the last word of an alarm the last', () => {
    const backlog = openBacklog();
    fill(backlog, alarm('x', false, 1), alarm('x', true, 2), alarm('x', false, 3));
    expect(taken(backlog)).toEqual(['x true 2', 'x false 3']);
  });
});
