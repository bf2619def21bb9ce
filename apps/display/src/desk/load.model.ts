import type { AlarmLoadView } from '@one-screen/contracts';
import { FLOOD_ON } from '@one-screen/domain';

/** A bar of the load chart; heights are shares of the chart's height, 0..1. */
export interface LoadBar {
  at: string;
  value: number;
  height: number;
  /** At or above the flood line. */
  over: boolean;
}
export interface LoadChart {
  bars: LoadBar[];
  /** Where the flood line stands, 0..1 of the height. */
  line: number;
  top: number;
}

/** Minutes shown. */
export const LOAD_MINUTES = 60;
/** EEMUA 191: about one alarm in ten minutes is a load a person can carry steadily. */
export const STEADY = 1;
/** ISA-18.2: fewer than five standing alarms are acceptable. */
export const STANDING_GOAL = 5;

/**
 * Bars of alarms per officer per ten minutes over the last hour, one slot a minute, newest last.
 * A minute without a sample is an empty slot (value −1), never a zero. The scale always holds the flood line.
 */
export const loadChart = (items: readonly AlarmLoadView[], now: number): LoadChart => {
  const byMinute = new Map<number, AlarmLoadView>();
  for (const item of items) byMinute.set(Math.floor(Date.parse(item.at) / 60_000), item);
  const lastMinute = Math.max(Math.floor(now / 60_000), ...byMinute.keys());
  const slots = Array.from({ length: LOAD_MINUTES }, (_, index) => lastMinute - LOAD_MINUTES + 1 + index);
  const top = Math.max(FLOOD_ON * 1.25, ...slots.map((minute) => byMinute.get(minute)?.perOfficer10 ?? 0));
  const bars = slots.map((minute): LoadBar => {
    const value = byMinute.get(minute)?.perOfficer10 ?? -1;
    return { at: new Date(minute * 60_000).toISOString(), value, height: value < 0 ? 0 : value / top, over: value >= FLOOD_ON };
  });
  return { bars, line: FLOOD_ON / top, top };
};

/** One decimal, none when whole. */
export const loadFigure = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(1));
