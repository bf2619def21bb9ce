import mqtt from 'mqtt';
import { DATATYPE, decodePayload, encodePayload, type SparkplugMetric } from './sparkplug.payload.js';
import { commandTopic, NAMESPACE, type NodeName } from './sparkplug.topic.js';

/** A metric as a simulated edge node sends it: what is left out is not sent. */
export type SentMetric = Partial<SparkplugMetric>;

/** An edge node at a broker. Counts its own sequence; what the device was last told, its birth tells. */
export interface SparkplugNode {
  /** NBIRTH; begins the sequence anew. */
  birth(metrics: readonly SentMetric[]): Promise<void>;
  /** DBIRTH, DDATA or DDEATH of a device, NDATA of the node itself. */
  deviceBirth(device: string, metrics: readonly SentMetric[]): Promise<void>;
  data(device: string | undefined, metrics: readonly SentMetric[]): Promise<void>;
  deviceDeath(device: string): Promise<void>;
  /** A message is lost on the way: its number is used up. */
  lose(): void;
  /** Called on each rebirth that is asked for. */
  onRebirth(answer: () => void): void;
  /** Dies: the broker sends the will, NDEATH. */
  die(): Promise<void>;
  close(): Promise<void>;
}

/** A double, as most simulated metrics are. */
export const real = (value: number): Pick<SparkplugMetric, 'datatype' | 'value'> => ({ datatype: DATATYPE.Double, value: { real: value } });

/** Connects an edge node; rejects when the first connection fails. `bdSeq` tells its sessions apart. */
export const openSparkplugNode = async (brokerUrl: string, name: NodeName, bdSeq = 0): Promise<SparkplugNode> => {
  const topic = (type: string, device?: string): string => [NAMESPACE, name.group, type, name.node, ...(device === undefined ? [] : [device])].join('/');
  const session: SentMetric = { name: 'bdSeq', datatype: DATATYPE.Int64, value: { long: BigInt(bdSeq) } };
  const whole = (metric: SentMetric): SparkplugMetric => ({ historical: false, isNull: false, ...metric });
  let seq = 0;
  const client = await mqtt.connectAsync(brokerUrl, {
    protocolVersion: 5, reconnectPeriod: 0, connectTimeout: 10_000,
    will: { topic: topic('NDEATH'), payload: encodePayload({ timestamp: Date.now(), metrics: [whole(session)] }), qos: 1, retain: false },
  }, false);
  let rebirthAsked = (): void => undefined;
  client.on('error', () => undefined);
  client.on('message', (_topic, bytes) => {
    const payload = decodePayload(bytes);
    if (!('error' in payload) && payload.metrics.some(({ name: asked }) => asked === 'Node Control/Rebirth')) rebirthAsked();
  });
  await client.subscribeAsync(commandTopic(name), { qos: 1 });
  const send = async (type: string, device: string | undefined, metrics: readonly SentMetric[]): Promise<void> => {
    const payload = encodePayload({ timestamp: Date.now(), seq, metrics: metrics.map(whole) });
    seq = (seq + 1) % 256;
    await client.publishAsync(topic(type, device), payload, { qos: 0 });
  };
  return {
    birth: (metrics) => {
      seq = 0;
      return send('NBIRTH', undefined, [session, ...metrics]);
    },
    deviceBirth: (device, metrics) => send('DBIRTH', device, metrics),
    data: (device, metrics) => send(device === undefined ? 'NDATA' : 'DDATA', device, metrics),
    deviceDeath: (device) => send('DDEATH', device, []),
    lose: () => {
      seq = (seq + 1) % 256;
    },
    onRebirth: (answer) => {
      rebirthAsked = answer;
    },
    die: async () => {
      client.stream.destroy();
      await client.endAsync(true);
    },
    close: () => client.endAsync(),
  };
};
