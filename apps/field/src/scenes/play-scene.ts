import type { Bilingual } from '@one-screen/domain';
import type { LineStage } from '../lines/talk.js';
import { rng, seedOf } from '../random.js';
import type { Act, Moment, Said, Scene } from './scene.js';

const EVERY_MS = 1_000;

export interface Staging {
  seed: number;
  /** The scene's time runs so many times faster than the clock; `atLeastMs` of an act holds whatever it is. */
  speed: number;
  /** Stay at the gravest moment until stopped, instead of ending. */
  stay: boolean;
  speak: (said: Said) => Promise<void>;
  /** Told what is played as it begins. */
  tell: (note: Bilingual) => void;
}

/** Plays a scene from its first act to its end, or to its last act and on until stopped. Each thing said is over before the next begins. */
export const playScene = async (scene: Scene, { now, sleep, stop }: LineStage, { seed, speed, stay, speak, tell }: Staging): Promise<void> => {
  const draw = rng(seedOf('scene', scene.name, seed));
  const momentOf = (progress: number): Moment => ({ progress, at: now(), wobble: (span) => draw.between(-span, span) });
  const say = async (list: readonly Said[]): Promise<void> => {
    for (const said of list) if (!stop.aborted) await speak(said);
  };
  const play = async ({ note, seconds, atLeastMs = 0, begin, go }: Act): Promise<void> => {
    if (stop.aborted) return;
    tell(note);
    const began = now();
    const span = Math.max((seconds * 1000) / speed, atLeastMs);
    if (begin) await say(begin(momentOf(0)));
    for (let progress = 0; !stop.aborted; ) {
      progress = Math.min(1, (now() - began) / span);
      if (go) await say(go(momentOf(progress)));
      if (progress >= 1) return;
      await sleep(Math.max(1, Math.min(EVERY_MS, began + span - now())));
    }
  };
  for (const act of scene.acts) await play(act);
  if (!stay) {
    for (const act of scene.end) await play(act);
    return;
  }
  tell({ zh: '情景停留在此，按 Ctrl+C 结束', en: 'It stays so until stopped' });
  const last = scene.acts.at(-1);
  while (!stop.aborted) {
    if (last?.go) await say(last.go(momentOf(1)));
    await sleep(EVERY_MS);
  }
};
