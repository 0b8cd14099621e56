/** What is asked for and handed in later. */
export const handIn = {
  pleaseSupply: 'Bitte reichen Sie nach: {{what}}',
  pleaseAnswer: 'Wir brauchen eine Antwort von Ihnen',
  until: 'Bitte antworten Sie bis {{on}}.',
  stillMissing: 'Diese Unterlagen fehlen noch',
  supplyMore: 'Unterlagen nachreichen',
  yourAnswer: 'Ihre Antwort',
  optional: 'Optional',
  files: 'Unterlagen hochladen',
  otherFiles: 'Weitere Unterlagen hochladen',
  moreTime: 'Ich brauche mehr Zeit',
  send: 'Antwort einreichen',
};
