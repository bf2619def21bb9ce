import { CONNECTORS, type Connector } from '@one-screen/connectors';
import type { SourceKind } from '@one-screen/contracts';

/** MQTT is a connector too, but its messages are shared out among instances, so it is opened by `MqttSources`. */
const BY_KIND = new Map(CONNECTORS.filter(({ kind }) => kind !== 'mqtt').map((connector) => [connector.kind, connector]));

/** The connector that a source of this kind is opened with; undefined where senders come to our doors, and for MQTT. */
export const connectorOf = (kind: SourceKind): Connector | undefined => BY_KIND.get(kind);
