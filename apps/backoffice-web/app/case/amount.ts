/** Cents of an amount as people write it: `12,50`, `1.200`; NaN where it is none. */
export const centsOf = (amount: string): number =>
  /^\d{1,3}(\.?\d{3})*(,\d{1,2})?$/.test(amount)
    ? Math.round(Number(amount.replaceAll('.', '').replace(',', '.')) * 100)
    : NaN;
