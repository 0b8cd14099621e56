/** Cases by the names of people. */
export const nameSearch = {
  title: 'Nach Namen suchen',
  about: 'Vorgänge Ihrer Ämter, offene und abgeschlossene',
  name: 'Name, Straße oder E-Mail-Adresse',
  nameHint: 'Auch der Anfang eines Wortes, ab drei Buchstaben. Eine E-Mail-Adresse ganz.',
  find: 'Suchen',
  recorded: 'Wessen Namen Sie sehen, wird festgehalten. Was Sie eingeben, steht in keiner Adresszeile.',
  found_one: '{{count}} Vorgang gefunden',
  found_other: '{{count}} Vorgänge gefunden',
  cases: 'Gefundene Vorgänge',
  applicant: 'Antragsteller*in',
  nothing:
    'Kein Vorgang Ihrer Ämter ist von jemandem, der so heißt oder dort wohnt. Ein Vorgang, der eben erst eingegangen ist, wird nach einigen Sekunden gefunden.',
  more_one: 'Ein weiterer Vorgang passt. Nennen Sie mehr Wörter, damit es weniger werden.',
  more_other: '{{count}} weitere Vorgänge passen. Nennen Sie mehr Wörter, damit es weniger werden.',
};
