import { deviceCodeOf, pointOf, type SparkplugOptions } from './sparkplug.names.js';
import type { NodeName } from './sparkplug.topic.js';

/** A metric as its birth told of it, and what it last was. */
export interface KnownMetric {
  name: string;
  point: string;
  datatype: number;
  unit: string;
  last?: number;
  lastText?: string;
  /** Time of the newest value told, epoch milliseconds. */
  lastAt: number;
  /** Told as bad since its device died; the next value ends that. */
  dead: boolean;
}

/** An edge node's own metrics, or those of one of its devices. */
export interface Scope {
  code: string;
  online: boolean;
  /** Born since its node was last born; else it may be gone. */
  confirmed: boolean;
  metrics: Map<string, KnownMetric>;
}

/** One edge node as this host knows it. */
export interface KnownNode extends NodeName {
  /** Of the session its last birth began. */
  bdSeq?: string;
  /** Of the last message taken. */
  seq?: number;
  /** Nothing was missed since its birth, so aliases mean what that said. */
  sure: boolean;
  bornAt: number;
  askedAt: number;
  own: Scope;
  devices: Map<string, Scope>;
  aliases: Map<string, { scope: Scope; metric: KnownMetric }>;
}

export const newScope = (options: SparkplugOptions, name: NodeName, device: string | undefined): Scope => ({ code: deviceCodeOf(options, name, device), online: false, confirmed: true, metrics: new Map() });

export const newNode = (options: SparkplugOptions, { group, node }: NodeName): KnownNode =>
  ({ group, node, sure: false, bornAt: -Infinity, askedAt: -Infinity, own: newScope(options, { group, node }, undefined), devices: new Map(), aliases: new Map() });

/** Knows a metric by its name from now on; one that was known keeps what it last was. */
export const register = (options: SparkplugOptions, scope: Scope, told: { name: string; datatype: number; unit?: string | undefined }): KnownMetric => {
  const before = scope.metrics.get(told.name);
  const { point, unit } = pointOf(options, told.name);
  const metric: KnownMetric = { lastAt: -Infinity, dead: false, ...before, name: told.name, point, datatype: told.datatype, unit: unit ?? told.unit ?? before?.unit ?? '' };
  scope.metrics.set(told.name, metric);
  return metric;
};

/** Forgets the aliases of a scope; they mean nothing after its death or before its next birth. */
export const forgetAliases = ({ aliases }: KnownNode, scope: Scope): void => {
  for (const [alias, known] of aliases) if (known.scope === scope) aliases.delete(alias);
};
