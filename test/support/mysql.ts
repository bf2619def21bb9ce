import { createConnection, type Connection } from 'mysql2/promise';

const SERVER = { host: '127.0.0.1', port: 3306, user: 'root', password: '' };

/** A throwaway database on the local server; dropped by `drop`. */
export const throwawayDatabase = async (): Promise<{ url: string; name: string; query: Connection['query']; drop: () => Promise<void> }> => {
  const name = `one_screen_test_${process.pid}_${Date.now().toString(36)}_${Math.random().toString(36).slice(2, 6)}`;
  const connection = await createConnection(SERVER);
  await connection.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  await connection.query(`USE ${name}`);
  return {
    url: `mysql://root@127.0.0.1:3306/${name}`,
    name,
    query: connection.query.bind(connection) as Connection['query'],
    drop: async () => {
      await connection.query(`DROP DATABASE IF EXISTS ${name}`);
      await connection.end();
    },
  };
};
