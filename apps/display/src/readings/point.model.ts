/** A point's name taken apart: what is measured, the period it is the mean of (`PM10-avg-hour`), and where its instrument is (after `#`). */
export interface PointParts {
  name: string;
  mean?: 'minute' | 'hour' | 'day';
  place?: string;
}

const PARTS = /^(.+?)(?:-avg-(minute|hour|day))?(?:#(.+))?$/;

/** Takes a point's name apart; one of no known form is a name as it is. Pure. */
export const partsOf = (point: string): PointParts => {
  const [, name = point, mean, place] = PARTS.exec(point) ?? [];
  return { name, ...(mean !== undefined && { mean: mean as NonNullable<PointParts['mean']> }), ...(place !== undefined && { place }) };
};
