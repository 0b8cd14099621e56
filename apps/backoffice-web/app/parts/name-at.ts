/** The name that somebody had at a moment and no longer has; undefined where they have it still. */
export function nameAt(
  former: readonly { readonly name: string; readonly until: string }[] = [],
  at: string,
): string | undefined {
  return former.find(({ until }) => Date.parse(at) < Date.parse(until))?.name;
}
