import { en } from './messages.en';
import { zh } from './messages.zh';

/** Words of the sector pages 专题 and their pictures. */
export const messages = { zh: { sector: zh }, en: { sector: en } };
