import type { Finding, Rows } from './measurement';

/** More columns than that do not fit on a screen: the table is then turned. */
const widest = 6;

/** Prints the tables of a finding, every figure to three places that mean something. */
export function printTables({ tables }: Finding): void {
  for (const { title, rows } of tables) {
    console.log(`\n${title}`);
    console.table(rounded(Object.values(rows).some(isWide) ? turned(rows) : rows));
  }
}

const isWide = (row: object): boolean => Object.keys(row).length > widest;

function turned(rows: Rows): Rows {
  const columns = [...new Set(Object.values(rows).flatMap((row) => Object.keys(row)))];
  return Object.fromEntries(
    columns.map((column) => [
      column,
      Object.fromEntries(
        Object.entries(rows).flatMap(([name, row]) => {
          const figure = row[column];
          return figure === undefined ? [] : [[name, figure]];
        }),
      ),
    ]),
  );
}

function rounded(rows: Rows): Rows {
  return Object.fromEntries(
    Object.entries(rows).map(([name, row]) => [
      name,
      Object.fromEntries(
        Object.entries(row).map(([column, figure]) => [
          column,
          Math.abs(figure) >= 100 ? Math.round(figure) : Number(figure.toPrecision(3)),
        ]),
      ),
    ]),
  );
}
