import mqtt, { type IPublishPacket, type MqttClient } from 'mqtt';
import type { ConnectorState, Sink } from '../connector.js';
import { takeMessage } from './mqtt.message.js';

export interface LinkOptions {
  brokerUrl: string;
  clientId: string;
  /** The whole subscription, `$share/<group>/<filter>`. */
  subscription: string;
  /** Seconds. */
  sessionExpiry: number;
  onState: (state: ConnectorState, error?: string) => void;
}

const KEEPALIVE_S = 30;
const RECONNECT_MS = 1000;
/** Unacknowledged messages the broker may send ahead. */
const RECEIVE_MAXIMUM = 20;
/** The broker must not send more than this at once (MQTT 5 Maximum Packet Size); above 1 MiB a message is bad anyway. */
const MAXIMUM_PACKET = 4 * 1_048_576;

/**
 * One connection to the broker, handling one message at a time. The client library acknowledges a QoS 1 message when
 * `handleMessage` calls back, so that is put off until the message is durable. A message that was being held when the
 * connection broke is let go unacknowledged: the broker sends it again on the next one, where its packet id is valid.
 */
export const openLink = (options: LinkOptions, sink: Sink, abortSignal: AbortSignal): Promise<void> => {
  if (abortSignal.aborted) return Promise.resolve();
  const client = mqtt.connect(options.brokerUrl, {
    protocolVersion: 5, clientId: options.clientId, clean: false, resubscribe: false, reconnectPeriod: RECONNECT_MS, reconnectOnConnackError: true,
    connectTimeout: 10_000, keepalive: KEEPALIVE_S, manualConnect: true,
    properties: { sessionExpiryInterval: options.sessionExpiry, receiveMaximum: RECEIVE_MAXIMUM, maximumPacketSize: MAXIMUM_PACKET },
  });
  /** Counts connections: an acknowledgement is good only on the one its message came by. */
  let connection = 0;
  let holding = new AbortController();
  let lastError: string | undefined;
  let busy: Promise<unknown> = Promise.resolve();

  client.handleMessage = (packet: IPublishPacket, done): void => {
    if (abortSignal.aborted) return; // Never called back: it stays with the broker.
    const arrivedBy = connection;
    const breathing = keepBreathing(client);
    busy = takeMessage(packet.payload, sink, holding.signal)
      .then((taken) => {
        if (taken && arrivedBy === connection && client.connected) done();
      })
      .finally(() => clearInterval(breathing));
  };

  client.on('connect', ({ sessionPresent }) => {
    holding = new AbortController();
    lastError = undefined;
    if (sessionPresent) options.onState('up');
    void subscribe(client, options);
  });
  client.on('error', (error) => {
    lastError = error.message || error.name;
    if (!client.connected) options.onState('down', lastError);
  });
  client.on('close', () => {
    connection += 1;
    holding.abort();
    if (!abortSignal.aborted) options.onState('down', lastError ?? 'connection closed');
  });
  client.on('disconnect', ({ reasonCode }) => {
    lastError = `the broker closed the connection (reason ${reasonCode ?? 0})`;
  });

  return new Promise((resolve) => {
    abortSignal.addEventListener('abort', () => {
      holding.abort();
      void busy.finally(() => client.end(false, {}, () => {
        options.onState('down');
        resolve();
      }));
    }, { once: true });
    client.connect();
  });
};

const subscribe = async (client: MqttClient, { subscription, onState }: LinkOptions): Promise<void> => {
  try {
    const [granted] = await client.subscribeAsync(subscription, { qos: 1 });
    if (granted && granted.qos >= 128) throw new Error(`refused with reason ${granted.qos}`);
    onState('up');
  } catch (error) {
    if (client.connected) onState('down', `subscribing to ${subscription} failed: ${error instanceof Error ? error.message : 'unknown'}`);
  }
};

/**
 * While a message is held the library reads nothing, not even the answers to its pings, and would hang up; so the ping is
 * sent here and the library's own watch set back. A dead connection still ends: the broker hears no ping, or TCP gives up.
 */
const keepBreathing = (client: MqttClient): NodeJS.Timeout =>
  setInterval(() => {
    if (!client.connected) return;
    client.sendPing();
    client.reschedulePing(true);
  }, (KEEPALIVE_S * 1000) / 3).unref();
