/**
 * Warning level 预警级别: red (一级) is the gravest. (突发事件应对法; never map by number:
 * the four platforms count the other way round, where 一级事件 is the lightest.)
 */
export const LEVELS = ['red', 'orange', 'yellow', 'blue'] as const;
export type Level = (typeof LEVELS)[number];

const GRAVITY: Record<Level, number> = { red: 4, orange: 3, yellow: 2, blue: 1 };

/** Colour is never the only carrier: each level has a name and a shape as well. */
export const LEVEL_SIGNS: Record<Level, { zh: string; en: string; shape: string; rank: string }> = {
  red: { zh: '红', en: 'Red', shape: '▲', rank: '一级' },
  orange: { zh: '橙', en: 'Orange', shape: '◆', rank: '二级' },
  yellow: { zh: '黄', en: 'Yellow', shape: '■', rank: '三级' },
  blue: { zh: '蓝', en: 'Blue', shape: '●', rank: '四级' },
};

export const isLevel = (value: unknown): value is Level => LEVELS.includes(value as Level);
/** 4 for red down to 1 for blue; only for comparing, never shown. */
export const gravity = (level: Level): number => GRAVITY[level];
export const graver = (a: Level, b: Level): boolean => GRAVITY[a] > GRAVITY[b];
export const graverOf = (a: Level, b: Level): Level => (GRAVITY[b] > GRAVITY[a] ? b : a);
