/** Times within sentences. */
export const times = {
  clock: '{{time}} Uhr',
  today: 'heute, {{clock}}',
  yesterday: 'gestern, {{clock}}',
};
