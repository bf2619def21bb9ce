import { crc32, deflateSync } from 'node:zlib';
import { rng, seedOf } from '../random.js';

const WIDTH = 480;
const HEIGHT = 320;

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
};

/** A PNG (ISO/IEC 15948) of 8-bit RGB rows. */
const png = (pixels: Buffer): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(HEIGHT * (WIDTH * 3 + 1));
  for (let y = 0; y < HEIGHT; y++) pixels.copy(rows, y * (WIDTH * 3 + 1) + 1, y * WIDTH * 3, (y + 1) * WIDTH * 3);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
};

type Colour = readonly [number, number, number];

/**
 * A made-up picture: a corridor seen from its end, stacked with boxes before and free after. Drawn, so that nobody takes it for a photograph
 * of a real place; `kind` varies it.
 */
export const picture = (kind: number, when: 'before' | 'after'): Buffer => {
  const draw = rng(seedOf('picture', kind));
  const pixels = Buffer.alloc(WIDTH * HEIGHT * 3);
  const fill = (inside: (x: number, y: number) => boolean, [red, green, blue]: Colour): void => {
    for (let y = 0; y < HEIGHT; y++) for (let x = 0; x < WIDTH; x++) if (inside(x, y)) pixels.set([red, green, blue], (y * WIDTH + x) * 3);
  };
  const box = (left: number, top: number, width: number, height: number, colour: Colour): void => fill((x, y) => x >= left && x < left + width && y >= top && y < top + height, colour);
  const tone = draw.whole(0, 20);
  const [left, top, right, bottom] = [175 + draw.whole(-20, 20), 95, 305 + draw.whole(-20, 20), 215];
  fill(() => true, [178 + tone, 180 + tone, 182 + tone]);
  // Ceiling and floor meet the far wall along the lines to its corners.
  fill((x, y) => y < top && x > (y * left) / top && x < WIDTH - (y * (WIDTH - right)) / top, [208, 210, 212]);
  fill((x, y) => y > bottom && x > left - ((y - bottom) * left) / (HEIGHT - bottom) && x < right + ((y - bottom) * (WIDTH - right)) / (HEIGHT - bottom), [120 + tone, 118 + tone, 112 + tone]);
  box(left, top, right - left, bottom - top, [196, 198, 200]);
  const door = Math.round((left + right) / 2) - 24;
  box(door, top + 30, 48, bottom - top - 30, [92, 104, 112]);
  box(door + 8, top + 14, 32, 10, [60, 130, 88]);
  if (when === 'before') {
    for (let index = 0; index < 7; index++) {
      const size = draw.whole(34, 62);
      const shade = draw.whole(0, 40);
      const [x, y] = [draw.whole(120, 320), draw.whole(200, 300 - size)];
      box(x, y, size, size, [150 + shade, 118 + shade, 78 + shade]);
      box(x, y + Math.round(size / 2) - 2, size, 4, [120 + shade, 92 + shade, 58 + shade]);
    }
  }
  return png(pixels);
};
