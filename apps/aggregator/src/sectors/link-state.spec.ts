import { linkState, nextLink, RecentMessages, type LinkFacts } from './link-state.js';

const MINUTE = 60_000;
const recent = (total: number, bad: number, badRun = 0, goodRun = 0): LinkFacts['recent'] => ({ total, bad, badRun, goodRun });
const facts = (over: Partial<LinkFacts> = {}): LinkFacts => ({ disabled: false, silentAfter: 5 * MINUTE, createdAt: 0, recent: recent(0, 0), now: MINUTE, ...over });

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
    expect(linkState(facts({ lastSeenAt: 1, lastBadAt: 1, recent: recent(100, 20) }))).toBe('up');
    expect(linkState(facts({ lastSeenAt: 1, lastBadAt: 1, recent: recent(100, 21) }))).toBe('faulty');
  });
  it('does not judge by a handful of messages', () => {
    expect(linkState(facts({ lastSeenAt: 1, lastBadAt: 1, recent: recent(4, 4, 4) }))).toBe('up');
  });
  it('calls a source that sends nothing but rubbish faulty, and silent once even that ends', () => {
    const rubbish = { lastSeenAt: 0, lastBadAt: 20 * MINUTE, recent: recent(100, 100, 100) };
    expect(linkState(facts({ ...rubbish, now: 21 * MINUTE }))).toBe('faulty');
    expect(linkState(facts({ ...rubbish, now: 26 * MINUTE }))).toBe('silent');
  });
  it('calls a slow sender faulty that has turned to rubbish only, long before its share would tell', () => {
    const turned = { lastSeenAt: 10 * MINUTE, lastBadAt: 12 * MINUTE, now: 12 * MINUTE };
    expect(linkState(facts({ ...turned, recent: recent(100, 4, 4) }))).toBe('up');
    expect(linkState(facts({ ...turned, recent: recent(100, 5, 5) }))).toBe('faulty');
    // Bad elements of a message whose good ones are being stored.
    expect(linkState(facts({ ...turned, lastSeenAt: 12 * MINUTE - 2_000, recent: recent(100, 5, 5) }))).toBe('up');
  });
  it('is well again after enough good messages in a row, or when the rubbish is long past', () => {
    const mixed = { lastSeenAt: 10 * MINUTE, lastBadAt: 9 * MINUTE, now: 10 * MINUTE };
    expect(linkState(facts({ ...mixed, recent: recent(100, 50, 0, 19) }))).toBe('faulty');
    expect(linkState(facts({ ...mixed, recent: recent(100, 50, 0, 20) }))).toBe('up');
    expect(linkState(facts({ ...mixed, lastBadAt: 4 * MINUTE, recent: recent(100, 50, 0, 1) }))).toBe('up');
  });
  it('shows rubbish from one who comes, raves and goes', () => {
    expect(linkState(facts({ connected: 'connecting', lastSeenAt: 1, lastBadAt: MINUTE, recent: recent(10, 9, 9) }))).toBe('faulty');
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
    expect([recent.bad, recent.badRun, recent.goodRun]).toEqual([3, 3, 0]);
    recent.add(2, false);
    expect([recent.badRun, recent.goodRun]).toEqual([0, 2]);
  });
});
