/** The person's menu, the level of the session, its end, signing out. */
export const session = {
  signedInWith: 'Angemeldet mit {{method}}',
  withMeans: '{{method}} ({{means}})',
  current: 'Aktuelle Sitzung:',
  level: 'Vertrauens­niveau {{level}}',
  raise: 'Niveau erhöhen',
  menu: '{{name}}, Menü',
  byEmail: ', angemeldet per Login-Link',
  noName: 'Mein Konto',
  guest: 'Ohne Anmeldung',
  guestHint: 'Sie stellen einen Antrag ohne Anmeldung. Dieser Browser findet ihn wieder.',
  acting: 'Für wen Sie handeln',
  actingFor: 'Sie handeln für {{name}}.',
  actingForSomebody: 'Sie handeln für eine andere Person.',
  inOwnName: 'Wieder für mich selbst handeln',
  signOut: 'Abmelden',
  erasedTitle: 'Ihr Konto ist gelöscht',
  erasedText: 'Ihre Daten sind gelöscht. Was das Gesetz aufbewahrt, bearbeitet die Stadt zu Ende.',
  signedOutTitle: 'Sie sind abgemeldet',
  signedOutText:
    'Ihre Entwürfe und Anträge sind gespeichert. An einem fremden Gerät schließen Sie bitte auch das Browserfenster.',
  signedOutElsewhere:
    'Bei der BundID oder einem anderen Anbieter sind Sie vielleicht noch angemeldet. Dort melden Sie sich getrennt ab.',
  again: 'Wieder anmelden',
  stillThere: 'Sind Sie noch da?',
  endsIdle: 'Ihre Sitzung endet bald, weil Sie länger nichts getan haben.',
  endsAnyway: 'Ihre Sitzung endet bald. Danach melden Sie sich bitte neu an.',
  nothingLost: 'Ihre Eingaben sind gespeichert. Sie gehen auch dann nicht verloren, wenn wir Sie abmelden.',
  endsAt: 'Ende um',
  stay: 'Angemeldet bleiben',
  understood: 'Verstanden',
  stepUpTitle: 'Bitte weisen Sie sich online aus',
  raiseTitle: 'Vertrauens­niveau erhöhen',
<<<<<<< HEAD
  raiseLead:
    'Sie sind gerade mit dem Niveau „{{level}}“ angemeldet. Mit einem höheren Niveau können Sie mehr Anträge ohne Unterschrift auf Papier stellen.',
=======
>>>>>>> main
  stepUpFor:
    '„{{service}}“ braucht das Vertrauensniveau „{{needed}}“. Sie sind gerade mit dem Niveau „{{level}}“ angemeldet.',
  stepUpWhy:
    'Dafür brauchen wir das Vertrauensniveau „{{needed}}“. Sie sind gerade mit dem Niveau „{{level}}“ angemeldet.',
  draftKept: 'Ihr Entwurf bleibt erhalten',
  draftKeptText:
    'Alles, was Sie eingegeben haben, ist gespeichert. Nach dem Ausweisen geht es an derselben Stelle weiter.',
  haveReady: 'Das legen Sie bereit',
  go: 'Jetzt online ausweisen',
  goWith: 'Weiter mit {{means}}',
  otherWays: 'Andere Wege',
  back: 'Zurück',
  backToDraft: 'Zurück zum Entwurf',
  noWay: 'Ein höheres Niveau bietet die Stadt zurzeit nicht an',
  noWayText: 'Bitte wenden Sie sich an die Stadt. Die Kontakte stehen unten auf dieser Seite.',
  whatLevel: 'Was heißt Vertrauens­niveau?',
  whatLevelText:
    'Das Niveau sagt, wie sicher wir wissen, dass Sie es wirklich sind. Je wichtiger ein Antrag ist, desto höher muss es sein.',
  yours: 'Ihre aktuelle Sitzung',
  neededHere: 'hier nötig',
  without: 'Kein Online-Ausweis?',
  withoutText: 'Wie Sie es auf anderem Weg erledigen können, steht bei der Dienstleistung.',
  toService: 'Zu „{{service}}“',
};
