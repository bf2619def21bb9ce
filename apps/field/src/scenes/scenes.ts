import type { Cast } from './cast.js';
import { fire } from './fire.js';
import { gasLeak } from './gas-leak.js';
import { liftTrapped } from './lift-trapped.js';
import { overload } from './overload.js';
import type { Scene, SceneName } from './scene.js';
import { typhoon } from './typhoon.js';
import { vesselLost } from './vessel-lost.js';

/** The scenes by name. A new one is a file, its name in `SCENE_NAMES`, and one line here. */
export const SCENES: Record<SceneName, (cast: Cast, startedAt: number) => Scene> = {
  'gas-leak': gasLeak, fire, typhoon, overload, 'lift-trapped': liftTrapped, 'vessel-lost': vesselLost,
};
