import type { Level } from '@one-screen/domain';
import { GROUND } from './palette';

/** Shapes of the four levels on a 16 x 16 field: triangle, diamond, square, disc. Colour is never the only carrier. */
export const SHAPES: Record<Level, string> = {
  red: 'M8 1.2 15.4 14.4H.6Z',
  orange: 'M8 .6 15.4 8 8 15.4.6 8Z',
  yellow: 'M1.8 1.8h12.4v12.4H1.8Z',
  blue: 'M8 1.2a6.8 6.8 0 1 0 .01 0Z',
};

/** A pen on a canvas of its own, `size` pixels square, that draws on the 16 x 16 field with a margin for strokes. */
const penOn = (size: number): CanvasRenderingContext2D => {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no 2d canvas');
  pen.scale(size / 20, size / 20);
  pen.translate(2, 2);
  pen.lineJoin = 'round';
  return pen;
};

/** A level's shape as pixels for the map engine: filled for alarms, outlined with its letter's weight for risk grades. */
export const markImage = (level: Level, colour: string, style: 'alarm' | 'risk', size: number): ImageData => {
  const pen = penOn(size);
  const path = new Path2D(SHAPES[level]);
  if (style === 'alarm') {
    pen.lineWidth = 3;
    pen.strokeStyle = GROUND.sea;
    pen.stroke(path);
    pen.fillStyle = colour;
    pen.fill(path);
  } else {
    pen.fillStyle = GROUND.sea;
    pen.fill(path);
    pen.lineWidth = 2.6;
    pen.strokeStyle = colour;
    pen.stroke(path);
  }
  return pen.getImageData(0, 0, size, size);
};

/** Outlines of what moves, its head up, on the same field. */
const MOVER_SHAPES = { vessel: 'M8 .6 12.4 6.2V14.6H3.6V6.2Z', vehicle: 'M8 .8 13.4 14.6 8 11.6 2.6 14.6Z' } as const;

/** A mover's shape as pixels for the map engine: filled, or hollow when nobody has heard of it lately. Slate, for colour means abnormal. */
export const moverImage = (kind: keyof typeof MOVER_SHAPES, hollow: boolean, size: number): ImageData => {
  const pen = penOn(size);
  const path = new Path2D(MOVER_SHAPES[kind]);
  pen.fillStyle = hollow ? GROUND.sea : GROUND.mover;
  pen.fill(path);
  pen.lineWidth = hollow ? 1.6 : 1.2;
  pen.strokeStyle = hollow ? GROUND.mover : GROUND.sea;
  pen.stroke(path);
  return pen.getImageData(0, 0, size, size);
};
