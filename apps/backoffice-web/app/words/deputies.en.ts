import type { Words } from './shape';

export const deputies: Words['deputies'] = {
  title: 'Deputies',
  about:
    'Who stands in sees the cases of whoever is away in the work list, below “Standing in”, and may do with them what otherwise only that person may. The history names who acted in fact. The last day counts to its end.',
  known: 'Deputies that are named',
  none: 'No deputy is named.',
  another: 'Name a deputy',
  away: 'Away',
  deputy: 'Deputy',
  deputyHint: 'Somebody of the same office.',
  from: 'First day',
  until: 'Last day',
  untilHint: 'To the end of that day.',
  state: 'State',
  now: 'now',
  later: 'planned',
  choose: 'Please choose',
  name: 'Name the deputy',
  end: 'end',
  endOf: 'End {{deputy}} standing in for {{name}}',
  done: 'That is noted.',
  inStead: 'You stand in for {{name}} until',
  forYou: '{{name}} stands in for you until',
};
