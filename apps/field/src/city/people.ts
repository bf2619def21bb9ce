import type { Rng } from '../random.js';

/** A made-up responsible person: masked like 张* and 138****1234, as the screen would show anybody. */
export interface MadePerson {
  name: string;
  phone: string;
}

const SURNAMES = [...'王李张陈林黄周朱徐何金郑项卢葛冯郭侯单叶方罗许谢蔡潘孙杨胡'];
const PREFIXES = ['130', '133', '135', '136', '137', '138', '139', '150', '151', '152', '157', '158', '159', '180', '186', '187', '188', '189'];

/** Draws a made-up person. The hidden digits never existed. */
export const made = (draw: Rng): MadePerson => ({
  name: `${draw.pick(SURNAMES)}${draw.chance(0.5) ? '*' : '某某'}`,
  phone: `${draw.pick(PREFIXES)}****${String(draw.whole(0, 9999)).padStart(4, '0')}`,
});
