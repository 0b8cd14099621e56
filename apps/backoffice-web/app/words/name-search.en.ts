export const nameSearch = {
  title: 'Search by name',
  about: 'Cases of your offices, open and closed',
  name: 'Name, street or e-mail address',
  nameHint: 'The beginning of a word will do, from three letters on. An e-mail address in whole.',
  find: 'Search',
  recorded: 'Whose names you see is recorded. What you enter stands in no address bar.',
  found_one: '{{count}} case found',
  found_other: '{{count}} cases found',
  cases: 'Cases found',
  applicant: 'Applicant',
  nothing:
    'No case of your offices is of anybody who is called so or lives there. A case that has only just come in is found after some seconds.',
  more_one: 'One more case fits. Name more words to have fewer.',
  more_other: '{{count}} more cases fit. Name more words to have fewer.',
};
