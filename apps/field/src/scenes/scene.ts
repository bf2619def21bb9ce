import type { AisMessage, FireDevice } from '@one-screen/connectors';
import type { Bilingual } from '@one-screen/domain';
import type { Pushed, PushedLine } from '../lines/line.js';

export const SCENE_NAMES = ['gas-leak', 'fire', 'typhoon', 'overload', 'lift-trapped', 'vessel-lost'] as const;
export type SceneName = (typeof SCENE_NAMES)[number];

/** One thing a device of a scene says, over the protocol of its line. */
export type Said =
  | { by: 'pushed'; source: PushedLine; message: Pushed }
  | { by: 'fire'; address: string; unit: Parameters<FireDevice['sendUnit']>[0] }
  | { by: 'ship'; message: AisMessage }
  | { by: 'warning'; xml: string };

/** A moment of an act: how far it has come (0 to 1), the time (epoch milliseconds), and noise of up to ±`span`. */
export interface Moment {
  progress: number;
  at: number;
  wobble: (span: number) => number;
}

/** A stretch of a scene. */
export interface Act {
  /** Printed as it begins. */
  note: Bilingual;
  /** Length in the scene's own time. */
  seconds: number;
  /** Never shorter than this, milliseconds by the clock, however fast the scene is played: rules wait by the clocks of devices, which run as they run. */
  atLeastMs?: number;
  /** Said once, as the act begins. */
  begin?: (moment: Moment) => Said[];
  /** Said each second, last at the very end. */
  go?: (moment: Moment) => Said[];
}

/** A scene 情景: what happens in the field, as data and pure functions of the moment. */
export interface Scene {
  name: SceneName;
  title: Bilingual;
  /** Devices it plays; their everyday selves are quiet meanwhile. */
  devices: readonly string[];
  acts: readonly Act[];
  /** How it ends: left out when it is asked to stay as it is. */
  end: readonly Act[];
}

/** From one value to another as an act goes on, with noise that touches neither end. */
export const between = ({ progress, wobble }: Moment, from: number, to: number, noise = 0): number => from + (to - from) * progress + (progress > 0 && progress < 1 ? wobble(noise) : 0);
