/** Suites that need a real service run where test/run.mjs found it; elsewhere they are skipped (and said so there). */
const where = (name: string) => (process.env[name] ? describe : describe.skip);
export const withMysql = where('HAS_MYSQL');
export const withRedis = process.env['HAS_MYSQL'] && process.env['HAS_REDIS'] ? describe : describe.skip;
export const withMqtt = where('HAS_MQTT');
export const withAlertmanager = where('HAS_ALERTMANAGER');
export const withNginx = where('HAS_NGINX');
export const withChromium = where('CHROMIUM');
