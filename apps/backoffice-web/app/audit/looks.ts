import type { StaffSchema } from '#api-client';

type Access = StaffSchema<'AccessDto'>;

/** What somebody read at one time: one page asks for several things. */
interface Look {
  readonly first: Access;
  readonly last: string;
  readonly purposes: readonly string[];
}

/** Looks of one person that followed each other so closely, in ms, are one. */
const oneLookMs = 60_000;

/** The latest first; what one page asked for together stands together. */
export function looksOf(accesses: readonly Access[]): readonly Look[] {
  const looks: Look[] = [];
  for (const access of accesses) {
    const before = looks.at(-1);
    const isSame =
      before !== undefined &&
      before.first.personId === access.personId &&
      Date.parse(access.at) - Date.parse(before.last) < oneLookMs;
    if (isSame)
      looks[looks.length - 1] = {
        ...before,
        last: access.at,
        purposes: [...new Set([...before.purposes, access.purpose])],
      };
    else looks.push({ first: access, last: access.at, purposes: [access.purpose] });
  }
  return looks.reverse();
}
