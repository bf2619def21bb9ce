import { warningXml } from '../scenes/warning-xml.js';
import type { Line } from './line.js';
import { keepTalking } from './talk.js';

const EVERY_MS = 600_000;
const AGENCY = '33108241600000';

/** The warning service on a calm day: a message of status Test each ten minutes, so that its link is known to live. It raises nothing. */
export const WARNING_LINE: Line = {
  id: 'demo-warnings',
  devices: () => [],
  speak: ({ stage, warn }) => [keepTalking(stage, {
    open: () => Promise.resolve(AGENCY),
    every: EVERY_MS,
    say: () => {
      const at = stage.now();
      return warn(warningXml({ number: `${AGENCY}_TEST${at}`, type: 'Alert', colour: 'Blue', status: 'Test', at }));
    },
    close: () => undefined,
  })],
};
