/** The bar on top, and what stands on every page. */
export const frame = {
  site: 'Vorgänge',
  skip: 'Zum Inhalt springen',
  navigation: 'Hauptnavigation',
  workList: 'Arbeitsliste',
  figures: 'Zahlen',
  configuration: 'Konfiguration',
  audit: 'Prüfung',
  operation: 'Betrieb',
  otherLanguage: 'English',
  dark: 'Dunkle Darstellung',
  light: 'Helle Darstellung',
  signOut: 'Abmelden',
  noName: 'Ohne Namen',
  offices: '{{count}} Ämter',
  newTab: '(öffnet in einem neuen Tab)',
  error: 'Fehler: ',
};
