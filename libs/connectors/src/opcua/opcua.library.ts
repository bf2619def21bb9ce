/** The client library as a namespace. */
export type Opcua = typeof import('node-opcua-client');

let loading: Promise<Opcua> | undefined;

/**
 * Loads the client library when the first source needs it: it takes a second and some 70 MB, which a site without OPC UA should not
 * pay. What it would print of links is told through the sink instead.
 */
export const opcuaLibrary = (): Promise<Opcua> => (loading ??= import('node-opcua-client').then((module) => {
  const library = (module as Opcua & { default?: Opcua }).default ?? module;
  const silence = (): void => undefined;
  library.setWarningLogger(silence);
  library.setErrorLogger(silence);
  return library;
}));
