/** Taking over into an account what was filed without signing in (R10a). */
export const claim = {
  offerTitle_one: 'Sie haben einen Antrag ohne Anmeldung gestellt',
  offerTitle_other: 'Sie haben {{count}} Anträge ohne Anmeldung gestellt',
  offerText: 'Sie können das in Ihr Konto übernehmen. Dann finden Sie alles an einem Ort.',
  look: 'Ansehen und übernehmen',
  later: 'Nicht jetzt',
  region: 'Anträge ohne Anmeldung',
  title: 'Anträge übernehmen',
  lead: 'Diese Anträge wurden ohne Anmeldung begonnen oder gestellt – mit Ihrer E-Mail-Adresse oder in diesem Browser.',
  means: 'Das passiert, wenn Sie einen Antrag übernehmen',
  meansHere: 'Er steht in Ihrem Konto, mit allen Nachrichten und Dokumenten.',
  meansLink:
    'Die Links aus unseren E-Mails gelten dann nicht mehr. Sie sehen nur noch nach der Anmeldung nach.',
  meansFinal: 'Sie können es nicht rückgängig machen.',
  meansSame: 'Am Antrag selbst und an der Bearbeitung ändert sich nichts.',
  notYours: 'Ein Antrag ist nicht von Ihnen? Dann übernehmen Sie ihn nicht.',
  take: 'In mein Konto übernehmen',
  takeOne: '{{title}}, {{reference}}: in mein Konto übernehmen',
  done: 'Der Antrag steht jetzt in Ihrem Konto.',
  toCase: 'Zum Antrag',
  noneTitle: 'Nichts zu übernehmen',
  noneText:
    'Wir kennen keinen Antrag, den Sie ohne Anmeldung mit einer bestätigten E-Mail-Adresse dieses Kontos gestellt haben.',
  toList: 'Zu Ihren Anträgen',
};
