/** An alarm as a row in the document tells of it. */
export interface ShownRow {
  id: string;
  revision: number;
  level: string;
}

/** What is new among what was painted: the first sight of an alarm, and again when its level changes. `told`: level last confirmed by id. Pure. */
export const newlyShown = <R extends ShownRow>(rows: readonly R[], told: ReadonlyMap<string, string>): R[] => {
  const seen = new Set<string>();
  return rows.filter((row) => {
    if (told.get(row.id) === row.level || seen.has(row.id)) return false;
    seen.add(row.id);
    return true;
  });
};
