import { compileForm, type Form, type WrittenForm } from '../src';

/** A form with every kind of field, rule and relation, as a service file writes it. */
export const written = {
  topics: [
    {
      title: { de: 'Person', en: 'Person' },
      fields: [
        {
          block: 'person',
          as: 'applicant',
          only: ['givenNames', 'familyName', 'birthDate'],
          prefill: true,
          change: { familyName: { lock: { official: true } } },
        },
        { block: 'address', as: 'home', optional: true },
        {
          name: 'official',
          label: { de: 'Aus dem Ausweis', en: 'From the ID card' },
          yes: true,
          optional: true,
        },
        {
          name: 'kind',
          label: { de: 'Art', en: 'Kind' },
          choice: {
            first: { de: 'Erstantrag', en: 'first' },
            renewal: { de: 'Verlängerung', en: 'renewal' },
          },
        },
        {
          name: 'previousPermit',
          label: { de: 'Bisherige Erlaubnis', en: 'Previous permit' },
          text: 30,
          show: { kind: 'renewal' },
        },
        {
          name: 'reason',
          label: { de: 'Grund', en: 'Reason' },
          text: { max: 200, lines: true },
          show: { previousPermit: 'filled' },
          optional: true,
        },
      ],
    },
    {
      title: { de: 'Angaben', en: 'Details' },
      fields: [
        { name: 'price', label: { de: 'Preis', en: 'Price' }, money: { min: 0, max: 10_000_000 } },
        {
          name: 'area',
          label: { de: 'Fläche in m²', en: 'Area in m²' },
          decimal: { places: 2, min: '0.01', max: '999999.99' },
        },
        { name: 'count', label: { de: 'Anzahl', en: 'Number' }, whole: { min: 1, max: 20 } },
        { name: 'start', label: { de: 'Beginn', en: 'Start' }, date: {}, must: ['not-after-today'] },
        { name: 'until', label: { de: 'Ende', en: 'End' }, date: {}, optional: true },
        {
          ...{ name: 'begins', label: { de: 'Beginnt am', en: 'Begins on' }, moment: {}, optional: true },
          must: [],
        },
        {
          name: 'account',
          label: { de: 'IBAN', en: 'IBAN' },
          help: { de: 'Steht auf der Karte.', en: 'Stands on the card.' },
          text: { min: 15, max: 42, format: 'iban' },
          hide: { any: [{ price: { max: 0 } }, { not: { kind: ['first', 'renewal'] } }] },
        },
        {
          group: { de: 'Mehr', en: 'More' },
          show: { all: [{ area: { min: '0.5' } }, { colours: 'red' }, { start: 'filled' }] },
          fields: [
            { name: 'more', label: { de: 'Mehr', en: 'More' }, text: { max: 9, pattern: '^[a-z]+$' } },
          ],
        },
        { name: 'opens', label: { de: 'Öffnet um', en: 'Opens at' }, time: {}, optional: true },
        {
          name: 'colours',
          label: { de: 'Farben', en: 'Colours' },
          choices: { red: { de: 'rot', en: 'red' }, blue: { de: 'blau', en: 'blue' } },
          optional: true,
        },
        { name: 'note', label: { de: 'Anmerkung', en: 'Remark' }, text: 100, require: { count: { min: 3 } } },
        { note: { de: 'Bitte sorgfältig lesen.', en: 'Please read with care.' } },
        {
          name: 'agreed',
          label: { de: 'Ich stimme zu', en: 'I agree' },
          yes: true,
          must: ['yes'],
        },
      ],
    },
    {
      title: { de: 'Kinder und Anteile', en: 'Children and shares' },
      fields: [
        {
          name: 'children',
          label: { de: 'Kinder', en: 'Children' },
          repeat: { max: 10, item: { de: 'Kind', en: 'Child' } },
          fields: [
            { block: 'child', flat: true, only: ['givenNames', 'birthDate'] },
            { name: 'inCare', label: { de: 'Wird betreut', en: 'Is in care' }, yes: true },
            {
              name: 'careTimes',
              label: { de: 'Betreuungszeiten', en: 'Times of care' },
              repeat: { min: 1, max: 5, item: { de: 'Zeit', en: 'Time' } },
              show: { inCare: true },
              fields: [
                {
                  name: 'day',
                  label: { de: 'Tag', en: 'Day' },
                  choice: { mon: { de: 'Montag', en: 'Monday' }, tue: { de: 'Dienstag', en: 'Tuesday' } },
                },
                {
                  name: 'hours',
                  label: { de: 'Stunden', en: 'Hours' },
                  decimal: { places: 1, min: 0, max: 24 },
                },
              ],
            },
          ],
        },
        {
          name: 'owners',
          label: { de: 'Anteile', en: 'Shares' },
          repeat: { min: 1, max: 5, item: { de: 'Anteil', en: 'Share' } },
          fields: [
            { name: 'name', label: { de: 'Name', en: 'Name' }, text: { max: 50, latin: true } },
            { name: 'share', label: { de: 'Anteil in %', en: 'Share in %' }, decimal: { places: 2 } },
          ],
        },
      ],
    },
  ],
  must: [
    { order: ['start', 'until'] },
    { sum: 'owners.share', is: 100 },
    { distinct: 'owners.name' },
    { atLeastOneOf: ['note', 'until'], message: { de: 'Ende oder Anmerkung.', en: 'End or remark.' } },
    { age: 'applicant.birthDate', atLeast: 18, on: 'today' },
  ],
} as const satisfies WrittenForm;

/** What it becomes. */
export const example: Form = compiled(written);

/** The form that a written one becomes. @throws Error with everything that is wrong in it */
export function compiled(form: WrittenForm): Form {
  const { form: made, problems } = compileForm(form);
  if (made === undefined)
    throw new Error(problems.map(({ path, reason }) => `/${path.join('/')}: ${reason}`).join('\n'));
  return made;
}
