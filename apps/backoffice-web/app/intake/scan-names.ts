const prefix = 'scan:';

/** The name of the control for scans of one proof, or of whatever else came. */
export const scanName = (kind: string): string => prefix + kind;

/** Of which kind the scans in a control are; undefined for any other field. */
export const scanKind = (name: string): string | undefined =>
  name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
