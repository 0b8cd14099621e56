export const templates = {
  template: 'Text template',
  none: 'Please choose',
  insert: 'Insert the template',
  gaps: 'Still to be filled in: {{what}}',
  used: 'Text template: {{titles}}',
  'in-de': '{{title}} (German)',
  'in-en': '{{title}} (English)',
};
