/** Typed attributes of supervised objects, by sector. */
export { ATTRIBUTE_KINDS, type AttributeDefinition, type AttributeKind } from './definition.js';
export { OBJECT_ATTRIBUTES, OBJECT_SCALE_NAMES, OBJECT_SCALES, type ObjectScale } from './sectors.js';
export { ATTRIBUTE_TEXT_LIMIT, attributeFromText, attributeOf, attributesFor, checkAttributes, expiriesOf, readAttributes, type AttributeValue, type AttributeValues, type Expiry } from './check.js';
