/** Longest text that somebody reads as a whole, e.g. a notice, in characters. */
export const longText = 20_000;
/** Longest reason or remark, in characters. */
export const shortText = 2_000;
