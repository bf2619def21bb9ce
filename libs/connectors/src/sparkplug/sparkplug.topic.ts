/** Section 4 of Eclipse Sparkplug 3.0.0: `spBv1.0/<group>/<type>/<edge node>[/<device>]`. */
export const NAMESPACE = 'spBv1.0';
const TYPES = ['NBIRTH', 'NDEATH', 'NDATA', 'NCMD', 'DBIRTH', 'DDEATH', 'DDATA', 'DCMD'] as const;
export type SparkplugType = (typeof TYPES)[number];

export interface NodeName {
  group: string;
  node: string;
}
export interface SparkplugTopic extends NodeName {
  type: SparkplugType;
  /** Only of the types that begin with D, which always have one. */
  device?: string;
}

/** Undefined when it is no topic of an edge node: another namespace, a STATE, or the wrong parts. */
export const topicOf = (text: string): SparkplugTopic | undefined => {
  const [namespace, group, type, node, device, ...more] = text.split('/');
  const known = TYPES.find((each) => each === type);
  if (namespace !== NAMESPACE || !known || !group || !node || more.length) return undefined;
  if (known.startsWith('D') !== Boolean(device)) return undefined;
  return { group, node, type: known, ...(device && { device }) };
};

export const commandTopic = ({ group, node }: NodeName): string => `${NAMESPACE}/${group}/NCMD/${node}`;
export const stateTopic = (hostId: string): string => `${NAMESPACE}/STATE/${hostId}`;

/** Whether a subscription is one of this namespace, as a source's topic must be. */
export const isSparkplugFilter = (filter: string): boolean => filter.startsWith(`${NAMESPACE}/`) && !filter.startsWith(`${NAMESPACE}/STATE`);
