import { levelNames } from '#commands';

/** The levels of assurance in the words of the portals (R12). */
export const levels = {
  none: { name: levelNames.none },
  low: { name: levelNames.low },
  substantial: { name: levelNames.substantial },
  high: { name: levelNames.high },
} as const;
