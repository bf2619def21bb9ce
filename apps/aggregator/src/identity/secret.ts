import { createHash, createHmac, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Config } from '../config/config.js';
import { keepPrivate } from './private-file.js';

/** Injection token of the key under which session tokens are hashed. */
export const SESSION_KEY = Symbol('session-key');

/** SESSION_SECRET when given; otherwise one kept in DATA_DIR/session-secret (mode 600), so a restart ends no session. */
export const sessionKey = (config: Pick<Config, 'sessionSecret' | 'sessionSecretGiven' | 'dataDir'>): string =>
  config.sessionSecretGiven ? config.sessionSecret : keepPrivate(join(config.dataDir, 'session-secret'), () => config.sessionSecret).content;

/** The settings with the key that holds: the one given, or the one kept. */
export const resolveSessionSecret = (config: Config): Config => ({ ...config, sessionSecret: sessionKey(config), sessionSecretGiven: true });

/** 32 random bytes, base64url (43 characters). */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** What is stored of a session: useless without the key. Hex, 64 characters. */
export const sessionHash = (key: string, token: string): string => createHmac('sha256', key).update(token).digest('hex');

/** What is stored of a wall or source token, which is random enough to need no salt. Hex, 64 characters. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');
