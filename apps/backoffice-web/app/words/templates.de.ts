/** Texts of the city that forms are begun with. */
export const templates = {
  template: 'Textvorlage',
  none: 'Bitte wählen',
  insert: 'Textvorlage einfügen',
  gaps: 'Bitte noch ergänzen: {{what}}',
  used: 'Textvorlage: {{titles}}',
  'in-de': '{{title}} (deutsch)',
  'in-en': '{{title}} (englisch)',
};
