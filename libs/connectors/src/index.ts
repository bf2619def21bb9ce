/**
 * The connectors' room: every way the field can speak to us, each turned into the same `Parsed[]`.
 * Parsers are pure (payload in, values out, a bad element is a value); connectors keep a link alive and hand on what they parse.
 */
export * from './connector.js';
export * from './plain-text.js';
export * from './faults.js';
export * from './native/native.parser.js';
export * from './cloudevents/cloudevents.parser.js';
export * from './alertmanager/alertmanager.parser.js';
export * from './cap/cap.parser.js';
export * from './mqtt/mqtt.connector.js';
export * from './mqtt/mqtt.simulator.js';
export * from './offer.js';
export * from './retrying.js';
export * from './error-words.js';
export * from './probe.js';
export { trySample } from './sample/samples.js';
export type { SampleRead } from './sample/sample.js';
export * from './tcp/tcp.listener.js';
export * from './mapping/mapping.js';
export { PAYLOAD_FORMATS, readDecoded } from './mapping/payload.js';
export * from './senml/senml.js';
export * from './sparkplug/sparkplug.payload.js';
export * from './sparkplug/sparkplug.simulator.js';
export * from './http-pull/http-pull.connector.js';
export * from './http-pull/http-pull.simulator.js';
export * from './jt808/jt808.connector.js';
export * from './jt808/jt808.simulator.js';
export * from './gbt26875/gbt26875.connector.js';
export * from './gbt26875/gbt26875.simulator.js';
export * from './hj212/hj212.connector.js';
export * from './hj212/hj212.simulator.js';
export * from './ais/ais.connector.js';
export * from './ais/ais.message.js';
export * from './ais/ais.reader.js';
export * from './ais/ais.simulator.js';
export { ModbusOptions } from './modbus/modbus.options.js';
export * from './modbus/modbus.connector.js';
export * from './modbus/modbus.simulator.js';
export * from './opcua/opcua.connector.js';
export { openOpcuaSimulator, type OpcuaShown, type OpcuaSimulator } from './opcua/opcua.simulator.js';
export { OpcuaOptions } from './opcua/opcua.options.js';
export { CONNECTORS } from './connectors.js';
