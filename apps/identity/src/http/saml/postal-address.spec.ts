import { streetAddress } from './postal-address';

test.each([
  ['Königstraße 12', 'Königstraße', '12'],
  ['Am Innenhafen 7a', 'Am Innenhafen', '7a'],
  ['Am Innenhafen 7 a', 'Am Innenhafen', '7 a'],
  ['Marktplatz 5-7', 'Marktplatz', '5-7'],
  ['Marktplatz 5 – 7b', 'Marktplatz', '5 – 7b'],
  ['Hauptstr. 1/2', 'Hauptstr.', '1/2'],
  ['Straße des 17. Juni 135', 'Straße des 17. Juni', '135'],
  ['C 4, 12', 'C 4', '12'],
])('%s is the street %s and the number %s', (line, street, houseNumber) =>
  expect(streetAddress(line, 'DE')).toEqual({ street, houseNumber }),
);

test.each([
  ['Straße 12'],
  ['Straße 614 12'],
  ['Hof Sonnenschein'],
  ['12 rue de la Paix'],
  ['Hauptstraße 5, Wohnung 3'],
  ['Hauptstraße 5 Hinterhaus'],
  ['Königstraße 12 ab 1. Mai'],
  ['7'],
])('%s stays as it is', (line) => expect(streetAddress(line, undefined)).toEqual({ street: line }));

test('abroad a line stays as it is', () =>
  expect(streetAddress('Calle Mayor 5', 'ES')).toEqual({ street: 'Calle Mayor 5' }));
