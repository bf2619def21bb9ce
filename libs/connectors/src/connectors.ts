import { aisConnector } from './ais/ais.connector.js';
import type { Connector } from './connector.js';
import { gbt26875Connector } from './gbt26875/gbt26875.connector.js';
import { hj212Connector } from './hj212/hj212.connector.js';
import { httpPullConnector } from './http-pull/http-pull.connector.js';
import { jt808Connector } from './jt808/jt808.connector.js';
import { modbusConnector } from './modbus/modbus.connector.js';
import { mqttConnector } from './mqtt/mqtt.connector.js';
import { opcuaConnector } from './opcua/opcua.connector.js';

/** The list: every kind of source that has a line of its own. A new protocol is a folder and one line here. */
export const CONNECTORS: readonly Connector[] = [mqttConnector, jt808Connector, gbt26875Connector, hj212Connector, aisConnector, modbusConnector, opcuaConnector, httpPullConnector];
