/** Text in aligned columns: numbers to the right, everything else to the left. */
export function formatTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map((column, i) =>
    rows.reduce((width, row) => Math.max(width, row[i].length), column.length),
  );
  const isNumeric = columns.map((_, i) =>
    rows.every((row) => row[i] === '' || Number.isFinite(Number(row[i]))),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((text, i) => (isNumeric[i] ? text.padStart(widths[i]) : text.padEnd(widths[i])))
      .join('  ')
      .trimEnd();
  return [line(columns), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
