import { DomainError } from '../errors.js';
import type { Actor } from '../alarm-life.js';
import { actOnHazard, HAZARD_ACTIONS, HAZARD_TRANSITIONS, type HazardAction, type HazardCommand, type HazardContext } from './hazard-life.js';
import { TIERS, type Hazard } from './hazard.js';

/** A command with every free field filled, so that what is left to refuse it is the state or the person. */
const filled = (hazard: Hazard, action: HazardAction, actor: Actor, now: number): HazardCommand => ({
  action, actor, revision: hazard.revision, note: '?', signature: '?', to: '?', order: '?', caseId: '?', granted: true, passed: true, photosAfter: ['?'], grade: 'general', tier: TIERS.at(-1),
  until: (hazard.deadline ?? now) + 1,
});

/**
 * What this person may do to a hazard now, by the rules themselves: an action its state or the person forbids is left out; one that only
 * wants its fields filled is in. Pure.
 */
export const mayOnHazard = (hazard: Hazard, actor: Actor, now: number, context: HazardContext): HazardAction[] =>
  HAZARD_ACTIONS.filter((action) => {
    if (!HAZARD_TRANSITIONS[action].from.includes(hazard.state)) return false;
    try {
      actOnHazard(hazard, filled(hazard, action, actor, now), now, context);
      return true;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return error.kind !== 'forbidden' && error.kind !== 'conflict';
    }
  });
