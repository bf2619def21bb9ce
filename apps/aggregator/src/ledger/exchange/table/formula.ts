/**
 * Formula injection (CSV injection): a spreadsheet takes a cell that begins so for a formula, also in its full-width form. In a workbook such
 * text is typed as text and needs no mark; in CSV it is given a leading apostrophe, which reading takes off again.
 */
const RUNS = /^'*[=+\-@\t\r\n＝＋－＠]/;
const MARKED = /^'+[=+\-@\t\r\n＝＋－＠]/;

/** Whether a spreadsheet could take this text for a formula. */
export const isFormulaLike = (text: string): boolean => RUNS.test(text);

/** Text as it may stand in a CSV cell. `unarmed` gives it back exactly. */
export const disarmed = (text: string): string => (RUNS.test(text) ? `'${text}` : text);

/** The text a CSV cell was made of. */
export const unarmed = (text: string): string => (MARKED.test(text) ? text.slice(1) : text);
