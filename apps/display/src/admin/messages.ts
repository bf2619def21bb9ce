import { en } from './messages.en';
import { zh } from './messages.zh';
import { rules } from './rules.messages';
import { trial } from './trial.messages';

/** Words of the administration. */
export const messages = { zh: { admin: { ...zh, trial: trial.zh, rules: rules.zh } }, en: { admin: { ...en, trial: trial.en, rules: rules.en } } };
