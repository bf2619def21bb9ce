import type { Level } from '@one-screen/domain';
import { GROUND } from './palette';

/** Shapes of the four levels on a 16 x 16 field: triangle, diamond, square, disc. Colour is never the only carrier. */
export const SHAPES: Record<Level, string> = {
  red: 'M8 1.2 15.4 14.4H.6Z',
  orange: 'M8 .6 15.4 8 8 15.4.6 8Z',
  yellow: 'M1.8 1.8h12.4v12.4H1.8Z',
  blue: 'M8 1.2a6.8 6.8 0 1 0 .01 0Z',
};

/** A level's shape as pixels for the map engine: filled for alarms, outlined with its letter's weight for risk grades. */
export const markImage = (level: Level, colour: string, style: 'alarm' | 'risk', size: number): ImageData => {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no 2d canvas');
  pen.scale(size / 20, size / 20);
  pen.translate(2, 2);
  const path = new Path2D(SHAPES[level]);
  pen.lineJoin = 'round';
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
