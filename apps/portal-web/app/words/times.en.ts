/** Times within sentences. */
export const times = {
  clock: '{{time}}',
  today: 'today, {{clock}}',
  yesterday: 'yesterday, {{clock}}',
};
