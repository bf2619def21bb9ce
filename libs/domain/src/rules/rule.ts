import type { Level } from '../level.js';
import type { Sector } from '../sector.js';
import type { AlarmSignal, Location, PositionSignal, ReadingSignal } from '../signal.js';

/** The point under which a rule sees the positions of something that moves. */
export const POSITION_POINT = 'position';
/** Stands for “whatever it says” (a rule about a whole device) and for “all of them” (a combination over everything). */
export const ANY_POINT = '*';

/** What a rule looks at. All that is given must fit; a name ending in `*` fits every name that begins so. */
export interface Applies {
  /** Measured points (`PM10`, `tank-level`, `gas-*`; a name also fits the same point of any instrument, `residual-current#1-0-5`), `position` for positions. Only a rule on missing data may leave it out: then any sign of life counts. */
  point?: string | string[];
  /** The unit the numbers of the rule are in. Readings in a unit of the same quantity are converted; others are not the rule's; a reading without a unit is taken to be in this one. */
  unit?: string;
  /** Kinds of device 设备类型, as the ledger names them. */
  kind?: string | string[];
  deviceCodes?: string[];
  objectCodes?: string[];
  /** Kinds of supervised object 监管对象类别, as the ledger names them. */
  objectKinds?: string[];
}

/** How long a condition must last before it raises (延时报警), and how long it must be gone before it clears; milliseconds, 0 when left out. */
export interface Delays {
  onDelayMs?: number;
  offDelayMs?: number;
}

/** One step of a threshold. `above` includes the number itself (“以上”含本数), `below` does not (“以下”不含); `strict` leaves it out of `above` (`>`). */
export interface ThresholdStep {
  level: Level;
  above?: number;
  below?: number;
  strict?: boolean;
  /** Overrides the rule's own: 二级报警持续 5 min → 红. */
  onDelayMs?: number;
}

/** Measured value against fixed numbers; clears when it is back by `deadband` 回差 behind the lowest step. */
export interface ThresholdCondition extends Delays {
  type: 'threshold';
  levels: ThresholdStep[];
  deadband: number;
}

/** Change within any stretch of `perMs`, against the lowest (rise) or highest (fall) value of that stretch. */
export interface RateCondition extends Delays {
  type: 'rate';
  perMs: number;
  rise?: number;
  fall?: number;
  /** `percent`: of the value it started from. */
  measure: 'absolute' | 'percent';
  /** Percent changes are not counted from values smaller than this: near zero any noise is a hundred percent. */
  floor?: number;
  deadband?: number;
  level: Level;
}

/** The same value (within `tolerance`) for `forMs` although readings keep coming: a stuck sensor. */
export interface FrozenCondition extends Delays {
  type: 'frozen';
  forMs: number;
  tolerance: number;
  /** A value at which standing still is normal, such as 0 of a gas detector. */
  restAt?: number;
  level: Level;
}

/** A value the instrument cannot have measured: a sensor fault, not a state of the field. */
export interface RangeCondition extends Delays {
  type: 'range';
  min: number;
  max: number;
  level: Level;
}

/** Nothing trustworthy heard for so long. Counted from when we heard, not from the device's clock. */
export interface MissingCondition extends Delays {
  type: 'missing';
  levels: { level: Level; afterMs: number }[];
}

/** Several conditions standing at once (两项同时, 同单位 ≥ 2 点). */
export interface CombinationCondition extends Delays {
  type: 'combination';
  /** Rules whose alarms are counted. */
  ofRules: string[];
  /** Alarms the sources raise themselves: those whose key contains one of these words (`火警`). */
  ofAlarms?: string[];
  /** Counts different conditions (两项同时) or standing alarms (≥ 2 点). */
  counting: 'conditions' | 'points';
  atLeast: number;
  /** Only alarms at least as grave are counted. */
  fromLevel?: Level;
  /** Counted within one supervised object (one device while its object is not known), or over everything the rule applies to. */
  withinObject: boolean;
  level: Level;
}

/** In or out of an area 电子围栏; the ring is closed (first position = last), WGS-84 degrees. */
export interface GeofenceCondition extends Delays {
  type: 'geofence';
  ring: [lon: number, lat: number][];
  alarmWhen: 'inside' | 'outside';
  level: Level;
  /** Clears only when it is so far beyond the line, metres: a position wanders. */
  deadbandMetres: number;
}

/** Share of a capacity 承载量, 1 = full; `above` of each level is a share and includes the number itself. */
export interface CapacityCondition extends Delays {
  type: 'capacity';
  limit: number | 'object.capacity';
  levels: { level: Level; share: number }[];
  /** As a share. */
  deadband: number;
}

/** A straight line through the readings of the last `windowMs` meets `limit` within `aheadMs` (预计 N 分钟后达到). */
export interface ForecastCondition extends Delays {
  type: 'forecast';
  limit: number;
  /** Whether the limit is met from above. */
  falling?: boolean;
  aheadMs: number;
  windowMs: number;
  /** Readings needed before a line is drawn, 3 to 60. */
  minPoints: number;
  level: Level;
}

export type RuleCondition =
  | ThresholdCondition | RateCondition | FrozenCondition | RangeCondition | MissingCondition
  | CombinationCondition | GeofenceCondition | CapacityCondition | ForecastCondition;

/** One version of an alarm rule 告警规则: data, never code. Versions of one rule share the `id`. */
export interface Rule {
  /** Stable, lower case, parts joined by `.` or `-`: it is part of alarm keys. */
  id: string;
  version: number;
  /** 中文名称. */
  name: string;
  sector: Sector;
  /** In force from here, epoch milliseconds. */
  from: number;
  /** In force up to here, exclusive. */
  until?: number;
  enabled: boolean;
  applies: Applies;
  condition: RuleCondition;
  /** Title of the alarm. May name `{name} {device} {point} {value} {unit} {limit} {share} {change} {minutes} {count}`. */
  title: string;
  /** Standard and clause, or `[P]` for a proposal of this product that each place must confirm. */
  source: string;
}

/** What the ledger knows of the device and its object. */
export interface ObjectFacts {
  /** Object code, when the signal names none. */
  code?: string;
  name?: string;
  kind?: string;
  /** 核定承载量, in the unit of what is counted there. */
  capacity?: number;
  deviceKind?: string;
}

/** What a rule is asked about. Alarm signals concern combinations only. */
export interface RuleInput {
  signal: ReadingSignal | PositionSignal | AlarmSignal;
  facts?: ObjectFacts;
}

/** Whom a state is about. For a combination `deviceCode` is the object's code (or the device's, or `*`). */
export interface Subject {
  deviceCode: string;
  point: string;
  objectCode?: string;
  name?: string;
  location?: Location;
}

/** Values a title may name. */
export type Words = Partial<Record<'value' | 'unit' | 'share' | 'change' | 'minutes' | 'count', string | number>>;

/** What stands and which delays are running; times are on the clock of the readings. */
export interface Latch {
  standing?: Level;
  /** Since when each step (by its place in the condition) has been reached without a break. */
  pending: Record<string, number>;
  calmSince?: number;
  /** The last raise or clear: the next one is never told as earlier, or the alarm's own order would refuse it. */
  changedAt?: number;
}

/** What a condition must remember of the past, bounded for each kind. */
export type Memory =
  | { of: 'rate'; stretches: [at: number, low: number, high: number][] }
  | { of: 'frozen'; since: number; low: number; high: number; count: number }
  | { of: 'forecast'; points: [at: number, value: number][] }
  | { of: 'combination'; members: Record<string, Level> };

/** All that is known between two readings of one rule, device and point. Plain JSON: stored, it survives a restart. */
export interface RuleState {
  ruleId: string;
  version: number;
  subject: Subject;
  /** Time of the last reading taken, never ahead of our clock. */
  at: number;
  /** When, by our clock, it was taken. */
  heardAt: number;
  /** Whose clock `at` and the delays are on: the device's, or ours (silence is counted by ours). */
  clock: 'device' | 'ours';
  latch: Latch;
  words: Words;
  memory?: Memory;
}

/** The next state and what is to be told, in order. */
export interface Evaluation {
  state: RuleState | undefined;
  signals: AlarmSignal[];
}
