import { en } from './messages.en';
import { zh } from './messages.zh';

/** Words of the desk. */
export const messages = { zh: { desk: zh }, en: { desk: en } };
