import { example } from '../test/example-form';
import { fieldsAsked, isAskedOn, pagesOf, withFirstItems, type Asked } from './pages';

/** What is asked for, one line each, by pointers. */
const lines = (asked: readonly Asked[]): string[] =>
  asked.flatMap((one) => {
    switch (one.kind) {
      case 'field':
        return [`${one.pointer}${one.required ? '' : ' (optional)'}${one.locked ? ' (locked)' : ''}`];
      case 'group':
        return [
          `${one.element.label?.en}${one.optional ? ' (optional)' : ''}:`,
          ...lines(one.asked).map((line) => `  ${line}`),
        ];
      case 'list':
        return [
          `${one.pointer} ${one.min}–${one.max}:`,
          ...one.items.flatMap((item) => lines(item.asked).map((line) => `  ${line}`)),
        ];
      case 'note':
        return [`"${one.text.en}"`];
    }
  });

test('R27 each topic is a page, which asks for what its rules show with the present data', () => {
  const [person, details, shares] = pagesOf(example, {});
  expect([person, details, shares].map((page) => page?.title?.en)).toEqual([
    'Person',
    'Details',
    'Children and shares',
  ]);
  expect(lines(person?.asked ?? [])).toEqual([
    'Person:',
    '  /applicant/givenNames',
    '  /applicant/familyName',
    '  /applicant/birthDate',
    'Address (optional):',
    '  /home/street',
    '  /home/houseNumber',
    '  /home/addition (optional)',
    '  /home/postcode',
    '  /home/city',
    '/official (optional)',
    '/kind',
  ]);
  expect(lines(shares?.asked ?? [])).toEqual(['/children 0–10:', '/owners 1–5:']);
});

test('what is entered shows, requires and locks other fields, item by item', () => {
  const data = {
    ...{ official: true, kind: 'renewal', count: 3 },
    children: [{ inCare: true }, { inCare: false }],
  };
  const [person, details, shares] = pagesOf(example, data);
  expect(lines(person?.asked ?? [])).toEqual(
    expect.arrayContaining(['  /applicant/familyName (locked)', '/previousPermit']),
  );
  expect(lines(details?.asked ?? [])).toContain('/note');
  expect(lines(shares?.asked ?? [])).toEqual([
    '/children 0–10:',
    '  Child:',
    '    /children/0/givenNames',
    '    /children/0/birthDate',
    '  /children/0/inCare',
    '  /children/0/careTimes 1–5:',
    '  Child:',
    '    /children/1/givenNames',
    '    /children/1/birthDate',
    '  /children/1/inCare',
    '/owners 1–5:',
  ]);
});

test('a list that has to be filled in begins with as many items as it needs, at whatever depth', () => {
  expect(withFirstItems(example, {})).toEqual({ owners: [{}] });
  expect(withFirstItems(example, { children: [{ inCare: true }], owners: [{ name: 'A' }] })).toEqual({
    children: [{ inCare: true, careTimes: [{}] }],
    owners: [{ name: 'A' }],
  });
});

test('an entry belongs to the page that asks for it, for the list that it lies in, or for its group', () => {
  const pages = pagesOf(example, {});
  const on = (pointer: string) => pages.findIndex((page) => isAskedOn(page, pointer));
  expect(['/home', '/home/city', '/price', '/owners', '/owners/0/name', '/elsewhere'].map(on)).toEqual([
    ...[0, 0, 1, 2, 2, -1],
  ]);
});

test('a topic of which everything is hidden asks for nothing', () => {
  const hidden = {
    ...example,
    uiSchema: {
      ...example.uiSchema,
      elements: (example.uiSchema.elements ?? []).map((topic, index) =>
        index === 1
          ? {
              ...topic,
              rule: {
                effect: 'SHOW' as const,
                condition: { scope: '#/properties/official', schema: { const: true } },
              },
            }
          : topic,
      ),
    },
  };
  const asked = (data: object) =>
    pagesOf(hidden, { ...data }).map((page) => fieldsAsked(page.asked).length > 0);
  expect(asked({})).toEqual([true, false, true]);
  expect(asked({ official: true })).toEqual([true, true, true]);
});
