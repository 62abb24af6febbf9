/** What a measurement found, and how all of them look as one table. */

export type Report = {
  readonly name: string;
  /** The floor in words. */
  readonly asked: string;
  readonly met: boolean;
  readonly lines: readonly string[];
  /** Everything, for the JSON file. */
  readonly data: unknown;
};

export function table(reports: readonly Report[]): string {
  const rows = reports.map(
    ({ name, asked, met, lines }) =>
      `| ${name} | ${asked} | ${met ? 'yes' : '**no**'} | ${lines.join('<br>')} |`,
  );
  return ['| measurement | asked | met | found |', '|---|---|---|---|', ...rows].join('\n');
}

/** How much more, or less, in milliseconds. */
export const signed = (ms: number): string => `${ms < 0 ? '−' : '+'} ${Math.abs(ms).toFixed(2)}`;
