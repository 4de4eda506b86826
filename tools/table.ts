/** Aligns rows in columns; a header, a rule, then the rows. Columns of numbers written with "$" are aligned right. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const isMoney = header.map((_, column) => rows.some((row) => row[column]?.startsWith("$")));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        isMoney[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd();
  return [line(header), widths.map((width) => "─".repeat(width)).join("  "), ...rows.map(line)].join("\n");
}
