// The bare limit of the analysis: the same answers by plain SQL over the base tables, with the product's indices and none of its counts.
const PLACED = 'grid_code >= ? AND grid_code <= ?';

/** What a drill page asks besides: hazards open at the period's end, and accidents within it. */
const standing = [
  ['COUNT(*) AS open, SUM(major) AS major_open, SUM(late_at < ?) AS overdue', 'hazard', 'counts = 1 AND found_at < ? AND (closed_at IS NULL OR closed_at >= ?)', ({ end }) => [end, end, end]],
  ['COUNT(*) AS accidents, SUM(deaths) AS deaths', 'accident', 'counts = 1 AND occurred_at >= ? AND occurred_at < ?', ({ from, end }) => [from, end]],
];

/** The counts all rates are made of, for one period of [from, end), of a place, by the first `digits` of the grid (0: as one); with them what stands. */
export const countsBySql = async (query, { from, to, end }, prefix, digits, withStanding = false) => {
  const part = digits ? `SUBSTR(grid_code, 1, ${digits})` : "''";
  const place = [prefix, prefix.padEnd(20, '9')];
  const ask = (columns, table, where, values) => query(`SELECT sector, ${part} AS part, ${columns} FROM ${table} WHERE ${where} AND ${PLACED} GROUP BY sector, part`, [...values, ...place]);
  return [
    await ask('COUNT(*) AS visits, SUM(hazards > 0) AS finding, SUM(hazards) AS visit_hazards', 'inspection', 'at >= ? AND at < ? AND valid = 1', [from, end]),
    await ask(`COUNT(*) AS found, SUM(major) AS major_found, SUM(closed_at < ${end}) AS rectified, SUM(major = 1 AND closed_at < ${end}) AS major_rectified`, 'hazard', 'found_at >= ? AND found_at < ? AND counts = 1', [from, end]),
    await ask('COUNT(*) AS due, SUM(closed_at < due_at) AS on_time', 'hazard', 'due_at > ? AND due_at <= ? AND counts = 1', [from, end]),
    await ask('COUNT(*) AS penalties', 'enforcement_case', 'penal_at >= ? AND penal_at < ?', [from, end]),
    await ask(`COUNT(*) AS listed, SUM(EXISTS (SELECT 1 FROM inspection WHERE inspection.object_code = object_span.object_code AND inspection.at >= ${from} AND inspection.at < ${end} AND valid = 1)) AS covered`, 'object_span', 'from_at < ? AND (until_at IS NULL OR until_at >= ?)', [end, end]),
    await ask(`COUNT(*) AS overdue, SUM(filed_at < ${end}) AS filed`, 'hazard', `counts = 1 AND due_at < ? AND (closed_at IS NULL OR (closed_at > due_at AND closed_at > ?))`, [Math.min(to, end), from]),
    ...(withStanding ? await Promise.all(standing.map(([columns, table, where, values]) => ask(columns, table, where, values({ from, end })))) : []),
  ];
};

/** A page of what was found in a period at a place, newest first, and how many there are. */
export const recordsBySql = async (query, { from, end }, prefix, limit) => {
  const where = `found_at >= ? AND found_at < ? AND counts = 1 AND ${PLACED}`;
  const values = [from, end, prefix, prefix.padEnd(20, '9')];
  await query(`SELECT COUNT(*) AS n, SUM(closed_at < ${end}) AS counted FROM hazard WHERE ${where}`, values);
  return query(`SELECT id, body FROM hazard WHERE ${where} ORDER BY found_at DESC, id DESC LIMIT ${limit}`, values);
};
