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
