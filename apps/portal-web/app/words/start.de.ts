/** The start page. */
export const start = {
  title: 'Startseite',
  description:
    '{{city}}: Dienstleistungen online erledigen, suchen, beantragen, bezahlen, den Stand verfolgen.',
  heading: 'Was möchten Sie erledigen?',
  lead: 'Hier finden Sie die Dienst­leistungen der Stadt. Sie können alles ohne Anmeldung lesen.',
  wanted: 'Oft gesucht',
  already: 'Sie haben schon einen Antrag gestellt?',
  alreadyText: 'Sehen Sie nach, wie weit wir sind, oder machen Sie bei einem Entwurf weiter.',
  topics: 'Themen',
  aToZ: 'Dienst­leistungen A–Z',
  access: 'Für alle verständlich',
  easy: 'Leichte Sprache',
  easyText: 'So nutzen Sie das Portal. Alles ist leicht erklärt.',
  sign: 'Gebärden­sprache',
  signText: 'So hilft Ihnen die Stadt in Deutscher Gebärden­sprache.',
  signVideo_one: 'Ein Video erklärt das Portal in Deutscher Gebärden­sprache ({{count}} Minute).',
  signVideo_other: 'Ein Video erklärt das Portal in Deutscher Gebärden­sprache ({{count}} Minuten).',
  offline: 'Lieber nicht online?',
  offlineText: 'Das meiste geht auch per Post, E-Mail, Telefon oder persönlich.',
};
