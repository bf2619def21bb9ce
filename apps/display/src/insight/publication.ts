import type { IndexView } from '@one-screen/contracts';
import { inOrder, moveText, placesWon, scoreText } from './league.model';

/** One thing on the sheet, px on a page 1600 wide; drawn as SVG on the page and by the pen on the picture, from the same list. */
export type Drawn =
  | { kind: 'text'; x: number; y: number; size: number; text: string; anchor: 'start' | 'middle' | 'end'; weight: number; ink: Ink }
  | { kind: 'box'; x: number; y: number; width: number; height: number; ink: Ink };
export type Ink = 'ground' | 'text' | 'quiet' | 'rule' | 'bar' | 'red' | 'yellow' | 'good';

/** A publication is paper: dark on white, on the wall as in print. */
export const INKS: Record<Ink, string> = { ground: '#ffffff', text: '#10161f', quiet: '#55606f', rule: '#c9d1dc', bar: '#5a6f90', red: '#b3131b', yellow: '#8a6d00', good: '#1f5d45' };

export interface Words {
  site: string;
  title: string;
  subtitle: string;
  heads: { rank: string; name: string; score: string; change: string; card: string };
  card: (card: IndexView['standings'][number]['card']) => string;
  name: (key: string, name: string) => string;
  reason: (reasons: readonly string[]) => string;
  foot: string;
}

export const SHEET_WIDTH = 1600;
const LEFT = 80;
const RIGHT = SHEET_WIDTH - 80;
const ROW = 60;
const TOP = 300;
const INK_OF = { red: 'red', yellow: 'yellow', excellent: 'good', none: 'quiet' } as const;

/** The published table as a list of things to draw, and its height. Pure. */
export const publicationOf = (view: IndexView, words: Words): { height: number; things: Drawn[] } => {
  const text = (x: number, y: number, size: number, content: string, ink: Ink = 'text', anchor: 'start' | 'middle' | 'end' = 'start', weight = 400): Drawn => ({ kind: 'text', x, y, size, text: content, anchor, weight, ink });
  const rows = inOrder(view.standings);
  const height = TOP + rows.length * ROW + 130;
  const things: Drawn[] = [
    { kind: 'box', x: 0, y: 0, width: SHEET_WIDTH, height, ink: 'ground' },
    text(SHEET_WIDTH / 2, 90, 30, words.site, 'quiet', 'middle'), text(SHEET_WIDTH / 2, 158, 56, words.title, 'text', 'middle', 700), text(SHEET_WIDTH / 2, 206, 28, words.subtitle, 'quiet', 'middle'),
    text(LEFT, TOP - 24, 26, words.heads.rank, 'quiet'), text(190, TOP - 24, 26, words.heads.name, 'quiet'), text(900, TOP - 24, 26, words.heads.score, 'quiet', 'end'), text(1010, TOP - 24, 26, words.heads.change, 'quiet', 'middle'), text(1090, TOP - 24, 26, words.heads.card, 'quiet'),
    { kind: 'box', x: LEFT, y: TOP - 4, width: RIGHT - LEFT, height: 3, ink: 'text' },
  ];
  rows.forEach((row, index) => {
    const y = TOP + index * ROW;
    things.push(
      text(LEFT, y + 42, 32, row.rank === undefined ? '—' : String(row.rank), 'text', 'start', 700), text(190, y + 42, 32, words.name(row.key, row.name)),
      { kind: 'box', x: 480, y: y + 22, width: Math.round((row.score ?? 0) * 2.9), height: 20, ink: 'bar' },
      text(900, y + 42, 32, scoreText(row.score), 'text', 'end', 600), text(1010, y + 42, 28, moveText(placesWon(row)), 'quiet', 'middle'),
      text(1090, y + 42, 30, words.card(row.card), INK_OF[row.card], 'start', row.card === 'none' ? 400 : 700),
      ...(row.reasons.length ? [text(1210, y + 41, 22, words.reason(row.reasons), 'quiet')] : []),
      { kind: 'box', x: LEFT, y: y + ROW - 1, width: RIGHT - LEFT, height: 1, ink: 'rule' },
    );
  });
  things.push(text(LEFT, height - 60, 24, words.foot, 'quiet'));
  return { height, things };
};

/** Draws the sheet on a canvas, `scale` px to its px. */
export const paint = (canvas: HTMLCanvasElement, sheet: ReturnType<typeof publicationOf>, font: string, scale: number): void => {
  canvas.width = SHEET_WIDTH * scale;
  canvas.height = sheet.height * scale;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no 2d canvas');
  pen.scale(scale, scale);
  for (const thing of sheet.things) {
    pen.fillStyle = INKS[thing.ink];
    if (thing.kind === 'box') pen.fillRect(thing.x, thing.y, thing.width, thing.height);
    else {
      pen.font = `${thing.weight} ${thing.size}px ${font}`;
      pen.textAlign = { start: 'left', middle: 'center', end: 'right' }[thing.anchor] as CanvasTextAlign;
      pen.fillText(thing.text, thing.x, thing.y);
    }
  }
};
