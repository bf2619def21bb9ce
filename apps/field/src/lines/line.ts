import type { City } from '../city/city.js';
import type { FieldDevice } from '../city/ledger-shape.js';
import type { LineStage } from './talk.js';

/** A value a device measured, under the point's own name and in the unit it is sent in. */
export interface FieldReading {
  deviceCode: string;
  point: string;
  unit: string;
  value: number;
}

/** Something that happened at a lift, as its maker's platform tells it. */
export interface LiftEvent {
  regCode: string;
  code: string;
  text: string;
  over: boolean;
}

/** The sources whose devices post to `POST /api/intake/signals`. */
export const PUSHED = ['demo-gas', 'demo-cranes', 'demo-gates', 'demo-lifts', 'demo-lifelines'] as const;
export type PushedLine = (typeof PUSHED)[number];

/** One message of such a source. */
export interface Pushed {
  readings: readonly FieldReading[];
  events?: readonly LiftEvent[];
}

/** A source with a line of its own, as the aggregator's `demo-lines.json` names it: `port` is where its devices find it, or listen for it. */
export interface DemoLine {
  id: string;
  kind: string;
  port: number;
  options?: Record<string, unknown>;
}

/** What the devices of a line speak with. */
export interface LineWorld {
  city: City;
  seed: number;
  stage: LineStage;
  /** Posts a message of a pushed source, and again until it is taken; measured at `at` (epoch milliseconds). */
  push: (source: PushedLine, message: Pushed, at: number) => Promise<void>;
  /** Posts a warning's XML, and again until it is taken. */
  warn: (xml: string) => Promise<void>;
  /** Whether a scene plays this device now: then its everyday self is quiet. */
  onStage: (deviceCode: string) => boolean;
}

/** The devices of one source: which objects of the ledger they stand at, and their everyday talk. */
export interface Line {
  /** Its source. */
  id: string;
  devices: (city: City, seed: number) => FieldDevice[];
  /** Speaks until stopped; each promise resolves when a device has said goodbye. `line` is given for sources that have one. */
  speak: (world: LineWorld, line: DemoLine | undefined) => Promise<void>[];
}

/** Objects of these kinds, in the order of the ledger. */
export const objectsOf = (city: City, ...kinds: string[]): City['objects'] => city.objects.filter(({ kind }) => kinds.includes(kind));
