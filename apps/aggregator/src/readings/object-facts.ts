/** What a list says of the supervised object 监管对象 a device belongs to, and by which grid it is in a reader's scope. */
export interface ObjectFacts {
  code: string;
  name: string;
  gridCode?: string | undefined;
}

/** What a device calls itself, if it ever did. */
export type DeviceNamer = (deviceCode: string) => string | undefined;

/** Finds the object of a device by the device's own code. */
export type ObjectResolver = (deviceCode: string) => ObjectFacts | undefined;
