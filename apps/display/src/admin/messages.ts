import { en } from './messages.en';
import { zh } from './messages.zh';

/** Words of the administration. */
export const messages = { zh: { admin: zh }, en: { admin: en } };
