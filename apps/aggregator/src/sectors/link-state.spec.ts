import { linkState, nextLink, RecentMessages, type LinkFacts } from './link-state.js';

const MINUTE = 60_000;
const facts = (over: Partial<LinkFacts> = {}): LinkFacts => ({ disabled: false, silentAfter: 5 * MINUTE, createdAt: 0, recent: { total: 0, bad: 0 }, now: MINUTE, ...over });

describe('link state of a source', () => {
  it('is connecting until its first data, and silent when none came in its interval', () => {
    expect(linkState(facts())).toBe('connecting');
    expect(linkState(facts({ now: 5 * MINUTE }))).toBe('connecting');
    expect(linkState(facts({ now: 5 * MINUTE + 1 }))).toBe('silent');
  });
  it('is up while valid data keeps coming', () => {
    expect(linkState(facts({ lastSeenAt: MINUTE, now: 6 * MINUTE }))).toBe('up');
    expect(linkState(facts({ lastSeenAt: MINUTE, now: 6 * MINUTE + 1 }))).toBe('silent');
  });
  it('is faulty above one bad message in five, not at one in five', () => {
    expect(linkState(facts({ lastSeenAt: 1, lastHeardAt: 1, recent: { total: 100, bad: 20 } }))).toBe('up');
    expect(linkState(facts({ lastSeenAt: 1, lastHeardAt: 1, recent: { total: 100, bad: 21 } }))).toBe('faulty');
  });
  it('does not judge by a handful of messages', () => {
    expect(linkState(facts({ lastSeenAt: 1, lastHeardAt: 1, recent: { total: 4, bad: 4 } }))).toBe('up');
  });
  it('calls a source that sends nothing but rubbish faulty, and silent once even that ends', () => {
    const rubbish = { lastSeenAt: 0, lastHeardAt: 20 * MINUTE, recent: { total: 100, bad: 100 } };
    expect(linkState(facts({ ...rubbish, now: 21 * MINUTE }))).toBe('faulty');
    expect(linkState(facts({ ...rubbish, now: 26 * MINUTE }))).toBe('silent');
  });
  it('shows the line of a connector: down and connecting before anything else but disabled', () => {
    expect(linkState(facts({ connected: 'down', lastSeenAt: MINUTE }))).toBe('down');
    expect(linkState(facts({ connected: 'connecting', lastSeenAt: MINUTE }))).toBe('connecting');
    expect(linkState(facts({ connected: 'up' }))).toBe('up');
    expect(linkState(facts({ connected: 'up', now: 6 * MINUTE }))).toBe('silent');
    expect(linkState(facts({ connected: 'faulty', lastSeenAt: MINUTE }))).toBe('faulty');
    expect(linkState(facts({ connected: 'down', disabled: true }))).toBe('disabled');
  });
  it('keeps the moment of the change, and dates a silence from when the interval ran out', () => {
    const up = nextLink({ state: 'connecting', since: 0 }, facts({ lastSeenAt: 1, now: 500 }));
    expect(up).toEqual({ state: 'up', since: 500 });
    expect(nextLink(up, facts({ lastSeenAt: 400, now: 900 }))).toBe(up);
    expect(nextLink(up, facts({ lastSeenAt: 400, now: 60 * MINUTE }))).toEqual({ state: 'silent', since: 400 + 5 * MINUTE });
  });
});

describe('the newest hundred messages', () => {
  it('forgets what is older', () => {
    const recent = new RecentMessages();
    recent.add(30, true);
    expect([recent.total, recent.bad]).toEqual([30, 30]);
    recent.add(90, false);
    expect([recent.total, recent.bad]).toEqual([100, 10]);
    recent.add(5000, false);
    expect([recent.total, recent.bad]).toEqual([100, 0]);
    recent.add(3, true);
    expect(recent.bad).toBe(3);
  });
});
