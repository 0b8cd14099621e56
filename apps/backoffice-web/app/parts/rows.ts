/** Where rows have boxes, the one that was ticked last: from there on the next ones are. */
let last: HTMLInputElement | undefined;

const boxes = (): HTMLInputElement[] => [
  ...document.querySelectorAll<HTMLInputElement>('.b-list tbody input[type=checkbox]'),
];
const boxInSight = (): HTMLInputElement | undefined =>
  boxes().find((box) => box.closest('tr')?.contains(document.activeElement));

/** Goes to the next row of the list, or to the one before. */
export function step(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('.b-list tbody th a')];
  const at = rows.findIndex((row) => row.closest('tr')?.contains(document.activeElement) === true);
  const next = rows[at === -1 ? (by === 1 ? 0 : rows.length - 1) : at + by];
  next?.focus();
}

/** Ticks the row that has the focus, or takes the tick away. */
export function select(): void {
  last = boxInSight();
  last?.click();
}

/** Ticks every row from the one that was ticked last to the one that has the focus. */
export function selectUpTo(): void {
  const [all, here] = [boxes(), boxInSight()];
  if (here === undefined) return;
  const from = last === undefined ? -1 : all.indexOf(last);
  const to = all.indexOf(here);
  const [first, end] = from === -1 ? [to, to] : [Math.min(from, to), Math.max(from, to)];
  for (const box of all.slice(first, end + 1)) if (!box.checked) box.click();
  last = here;
}
