const ISO = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** An ISO 8601 duration (days, hours, minutes, seconds) in minutes; undefined when it is not one. */
export const minutesOf = (duration: string): number | undefined => {
  const parts = ISO.exec(duration);
  if (!parts || duration === 'P' || duration.endsWith('T')) return undefined;
  const [days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0)) as [number, number, number, number];
  return days * 1440 + hours * 60 + minutes + seconds / 60;
};

/** Minutes as an ISO 8601 duration, to the second. */
export const durationOf = (minutes: number): string => {
  const seconds = Math.round(minutes * 60);
  const [whole, rest] = [Math.floor(seconds / 60), seconds % 60];
  return `PT${whole ? `${whole}M` : ''}${rest || !whole ? `${rest}S` : ''}`;
};
