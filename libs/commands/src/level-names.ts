/** The levels of assurance in the words of the portals (R12), wherever one is shown. */
export const levelNames = {
  none: { de: 'ohne Identitätsnachweis', en: 'identity not proven' },
  low: { de: 'niedrig', en: 'low' },
  substantial: { de: 'substanziell', en: 'substantial' },
  high: { de: 'hoch', en: 'high' },
} as const;
