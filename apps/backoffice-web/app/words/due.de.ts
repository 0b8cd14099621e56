/** What a target date means today. */
export const due = {
  none: 'kein Zieldatum',
  rests: 'ruht seit',
  overdue_one: '{{count}} Tag überfällig',
  overdue_other: '{{count}} Tage überfällig',
  left_one: 'noch {{count}} Tag',
  left_other: 'noch {{count}} Tage',
  today: 'heute',
  tomorrow: 'morgen',
};
