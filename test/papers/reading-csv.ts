/** Reads CSV with `;` back as a spreadsheet does: quoted cells may hold separators, line breaks and doubled quotes. */
export function csvRows(file: string): string[][] {
  if (file[0] !== '\ufeff') throw new Error('no mark of UTF-8 at the beginning');
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let i = 1; i < file.length; i++) {
    const sign = file[i] ?? '';
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (file[i + 1] === '"') cell += file[++i];
      else isQuoted = false;
    } else if (sign === '"') isQuoted = true;
    else if (sign === ';') {
      row.push(cell);
      cell = '';
    } else if (sign === '\r' && file[i + 1] === '\n') {
      rows.push([...row, cell]);
      row = [];
      cell = '';
      i += 1;
    } else cell += sign;
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows;
}
