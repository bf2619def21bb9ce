import mqtt from 'mqtt';
import type { NativeAlarm } from '../native/native.parser.js';

/** A device (or a whole field of them) that speaks the native shape over MQTT. */
export interface MqttSimulator {
  /** Sends one message at QoS 1: one alarm or a batch; resolves when the broker has it. Rejects when closed. */
  send(topic: string, alarms: NativeAlarm | readonly NativeAlarm[]): Promise<void>;
  /** Sends any bytes, to play a device that is out of order. */
  sendRaw(topic: string, payload: Uint8Array | string): Promise<void>;
  close(): Promise<void>;
}

/** Connects to a broker; it reconnects by itself and keeps what could not be sent. Rejects when the first connection fails. */
export const openMqttSimulator = async (brokerUrl: string): Promise<MqttSimulator> => {
  const client = await mqtt.connectAsync(brokerUrl, { protocolVersion: 5, reconnectPeriod: 1000, connectTimeout: 10_000 }, false);
  client.on('error', () => undefined); // A lost broker is expected in the field; the client connects again.
  const sendRaw = async (topic: string, payload: Uint8Array | string): Promise<void> => {
    await client.publishAsync(topic, typeof payload === 'string' ? payload : Buffer.from(payload), { qos: 1 });
  };
  return {
    send: (topic, alarms) => sendRaw(topic, JSON.stringify(alarms)),
    sendRaw,
    close: () => client.endAsync(),
  };
};
