import type { ZodType } from 'zod';

/** Who may call: anyone, a person or screen with a session, a source with its token, a screen only. */
export type RouteAuth = 'none' | 'session' | 'source' | 'wall';

/** One operation of the API as told to its readers; `:name` in the path is a parameter. */
export interface RouteDoc {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  zh: string;
  en: string;
  auth: RouteAuth;
  /** Names of the query parameters, all optional. */
  query?: readonly string[];
  body?: ZodType;
  /** For bodies that are not JSON. */
  bodyType?: string;
  /** Status of success when it is not 200. */
  status?: number;
  /** What is answered, in a sentence or a shape. */
  answer?: string;
  /** Permission asked, by its domain name. */
  needs?: string;
}
