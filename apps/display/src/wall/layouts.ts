import type { PanelId } from '../panels';

/** Where a panel stands, and with how many columns of its own it fills the place. */
export interface Place {
  panel: PanelId;
  area: string;
  columns?: number;
}

/** A layout of the wall as data: a CSS grid in rem, so that one root scale fits every screen of the same shape. */
export interface Layout {
  id: 'standard' | 'wide' | 'ultra-wide';
  columns: string;
  rows: string;
  areas: readonly string[];
  places: readonly Place[];
}

const STANDARD: Layout = {
  id: 'standard',
  columns: '27rem minmax(0, 1fr) 22rem 32rem',
  rows: 'minmax(0, 1fr) 14rem 14.5rem',
  areas: ['sectors map map stream', 'sectors map map closed', 'rates timeline accidents load'],
  places: [
    { panel: 'sectors', area: 'sectors', columns: 2 },
    { panel: 'rates', area: 'rates' },
    { panel: 'map', area: 'map' },
    { panel: 'timeline', area: 'timeline' },
    { panel: 'accidents', area: 'accidents' },
    { panel: 'stream', area: 'stream', columns: 1 },
    { panel: 'closed', area: 'closed' },
    { panel: 'load', area: 'load' },
  ],
};

/** 3840x1080, 7680x2160: two walls side by side. */
const WIDE: Layout = {
  id: 'wide',
  columns: '30rem minmax(0, 1fr) 24rem 28rem 28rem',
  rows: 'minmax(0, 1fr) 15rem',
  areas: ['sectors map stream stream stream', 'rates timeline accidents closed load'],
  places: [
    { panel: 'sectors', area: 'sectors', columns: 2 },
    { panel: 'rates', area: 'rates' },
    { panel: 'map', area: 'map' },
    { panel: 'timeline', area: 'timeline' },
    { panel: 'stream', area: 'stream', columns: 2 },
    { panel: 'accidents', area: 'accidents' },
    { panel: 'closed', area: 'closed' },
    { panel: 'load', area: 'load' },
  ],
};

/** 5760x1080: three walls side by side; the sectors stand four by two, the stream gets two columns and what was closed the edge, from top to bottom. */
const ULTRA_WIDE: Layout = {
  id: 'ultra-wide',
  columns: '40rem 36rem minmax(0, 1fr) 32rem 32rem 32rem',
  rows: 'minmax(0, 1fr) 15rem',
  areas: ['sectors sectors map stream stream closed', 'rates load timeline accidents accidents closed'],
  places: [
    { panel: 'sectors', area: 'sectors', columns: 4 },
    { panel: 'rates', area: 'rates' },
    { panel: 'load', area: 'load' },
    { panel: 'closed', area: 'closed' },
    { panel: 'map', area: 'map' },
    { panel: 'timeline', area: 'timeline' },
    { panel: 'stream', area: 'stream', columns: 2 },
    { panel: 'accidents', area: 'accidents' },
  ],
};

export const LAYOUTS: readonly Layout[] = [STANDARD, WIDE, ULTRA_WIDE];

/** The layout for a screen of this size, by its shape. */
export const layoutFor = (width: number, height: number): Layout => {
  const shape = width / Math.max(1, height);
  if (shape >= 4) return ULTRA_WIDE;
  return shape >= 2.4 ? WIDE : STANDARD;
};

/** Design size of each shape in rem: 1920x1080 at 16 px is 120 x 67.5. */
const DESIGN: Record<Layout['id'], { width: number; height: number }> = {
  standard: { width: 120, height: 67.5 },
  wide: { width: 200, height: 67.5 },
  'ultra-wide': { width: 300, height: 67.5 },
};
const SMALLEST = 11;

/** Root font size in px: the largest at which the layout's design size fits, never below reading size. */
export const rootScale = (width: number, height: number): number => {
  const design = DESIGN[layoutFor(width, height).id];
  return Math.max(SMALLEST, Math.round(Math.min(width / design.width, height / design.height) * 100) / 100);
};
