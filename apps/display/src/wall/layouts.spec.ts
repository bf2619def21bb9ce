import { LAYOUTS, layoutFor, rootScale } from './layouts';

describe('layouts of the wall', () => {
  it.each([[1366, 768, 'standard'], [1920, 1080, 'standard'], [3840, 2160, 'standard'], [1280, 1024, 'standard'], [3840, 1080, 'wide'], [7680, 2160, 'wide'], [5760, 1080, 'ultra-wide']])(
    'gives a %i x %i screen the %s layout', (width, height, id) => expect(layoutFor(width, height).id).toBe(id));

  it('grows everything from one root scale: 16 px at 1920x1080, double at 3840x2160', () => {
    expect(rootScale(1920, 1080)).toBe(16);
    expect(rootScale(3840, 2160)).toBe(32);
    expect(rootScale(5760, 1080)).toBe(16);
    expect(rootScale(7680, 2160)).toBe(32);
  });

  it('never scales below reading size', () => {
    expect(rootScale(640, 360)).toBeGreaterThanOrEqual(11);
  });

  it.each(LAYOUTS.map((layout) => [layout.id, layout] as const))('%s: every area is a rectangle with one panel, every panel has a place, rows are even', (_id, layout) => {
    const rows = layout.areas.map((row) => row.split(' '));
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
    const named = new Set(rows.flat());
    expect(new Set(layout.places.map((place) => place.area))).toEqual(named);
    expect(new Set(layout.places.map((place) => place.panel)).size).toBe(layout.places.length);
    for (const area of named) {
      const cells = rows.flatMap((row, y) => row.flatMap((name, x) => (name === area ? [[x, y] as const] : [])));
      const width = Math.max(...cells.map(([x]) => x)) - Math.min(...cells.map(([x]) => x)) + 1;
      const height = Math.max(...cells.map(([, y]) => y)) - Math.min(...cells.map(([, y]) => y)) + 1;
      expect(cells).toHaveLength(width * height);
    }
  });
});
