import type { AlarmView } from '@one-screen/contracts';
import type { Browser, Page } from 'playwright-core';
import { Aggregator, type Person } from './aggregator.js';
import { until } from './alarms.js';
import { openBrowser, openWall } from './browser.js';
import { FieldProgram } from './field.js';

/** A rule waits a minute for water to stand; gas and crane have to be calm for a minute and for ten seconds. */
export const PATIENCE = 300_000;

export interface Told {
  level: string;
  at: number;
}

/** For each test of the suite it is called in a product of its own, with nothing in it yet, a wall before it, and the real field to play scenes. */
export const openStage = () => {
  let browser: Browser;
  let aggregator: Aggregator;
  let officer: Person;
  let field: FieldProgram;
  let wall: { page: Page; errors: string[] };

  beforeAll(async () => {
    browser = await openBrowser();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
  }, 180_000);
  beforeEach(async () => {
    aggregator = await Aggregator.start();
    officer = await aggregator.signIn();
    wall = await openWall(browser, aggregator);
  }, 2 * PATIENCE);
  afterEach(async () => {
    await field?.stop();
    await wall?.page.context().close();
    await aggregator?.close();
  }, 2 * PATIENCE);

  const play = (name: string, ...more: string[]): void => {
    field = FieldProgram.start(aggregator, ['--scene', name, '--scene-speed', '20', ...more]);
  };
  /** Everything raised but what says that a source is quiet (the everyday field is not running) and that the ledger has inspections due. */
  const alarms = async (): Promise<AlarmView[]> => ((await officer.get('/api/alarms?limit=500')).body.items as AlarmView[]).filter(({ key }) => !key.startsWith('link/') && !key.startsWith('rule:equipment.inspection/'));
  const alarm = async (part: string): Promise<AlarmView | undefined> => (await alarms()).find(({ key }) => key.includes(part));
  const reaches = (part: string, level: string): Promise<AlarmView> => until(async () => {
    if (field.exited !== undefined && field.exited !== 0) throw new Error(`the field ended with ${field.exited}:\n${field.output}`);
    const found = await alarm(part);
    return found?.level === level && found;
  }, 2 * PATIENCE);
  /** The levels an alarm went through, with the journal's numbers to order alarms by. */
  const levelsOf = async ({ id }: AlarmView): Promise<Told[]> => {
    const { history } = (await officer.get(`/api/alarms/${id}`)).body as { history: { kind: string; sequence: number; data?: { level?: string } }[] };
    return history.filter(({ kind }) => kind === 'alarm.raised' || kind === 'alarm.levelRaised').map(({ sequence, data }) => ({ level: data?.level ?? '', at: sequence }));
  };
  const names = (told: readonly Told[]): string[] => told.map(({ level }) => level);
  const isOver = (part: string): Promise<boolean> => until(async () => (await alarm(part))?.conditionActive === false, PATIENCE);
  const played = async (): Promise<void> => {
    await until(() => field.exited !== undefined, PATIENCE);
    expect([field.exited, field.output]).toEqual([0, expect.stringContaining('情景结束')]);
  };
  /** The wall shows this alarm, at its level, with the name of its object. */
  const onWall = async ({ id, level, title, objectName }: AlarmView): Promise<void> => {
    const row = wall.page.locator(`.stream [data-alarm-id="${id}"][data-level="${level}"]`).first();
    await row.waitFor({ timeout: 60_000 });
    expect(await row.innerText()).toContain(title);
    if (objectName) expect(await row.innerText()).toContain(objectName);
    expect(wall.errors).toEqual([]);
  };
  return {
    play, alarms, alarm, reaches, levelsOf, names, isOver, played, onWall,
    get aggregator() {
      return aggregator;
    },
    get officer() {
      return officer;
    },
    get field() {
      return field;
    },
    get wall() {
      return wall;
    },
  };
};
