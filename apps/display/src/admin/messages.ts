import { en } from './messages.en';
import { zh } from './messages.zh';
import { trial } from './trial.messages';

/** Words of the administration. */
export const messages = { zh: { admin: { ...zh, trial: trial.zh } }, en: { admin: { ...en, trial: trial.en } } };
