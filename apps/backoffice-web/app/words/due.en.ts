export const due = {
  none: 'no target date',
  rests: 'rests since',
  overdue_one: '{{count}} day overdue',
  overdue_other: '{{count}} days overdue',
  left_one: '{{count}} day left',
  left_other: '{{count}} days left',
  today: 'today',
  tomorrow: 'tomorrow',
};
