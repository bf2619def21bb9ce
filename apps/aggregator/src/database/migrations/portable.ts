import type { QueryRunner } from 'typeorm';

/** Runs statements in order. `CREATE TABLE` gets the engine and a binary, case-sensitive collation where the dialect wants them. */
export const runAll = async (runner: QueryRunner, statements: readonly string[]): Promise<void> => {
  const mysql = runner.connection.options.type === 'mysql';
  for (const statement of statements) {
    const table = mysql && statement.startsWith('CREATE TABLE');
    await runner.query(table ? `${statement} ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin` : statement);
  }
};
