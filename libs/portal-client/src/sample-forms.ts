/** Complete forms of services that need no higher level of assurance. */

const streets = [
  'Königstraße',
  'Düsseldorfer Straße',
  'Am Innenhafen',
  'Sternbuschweg',
  'Kaiser-Wilhelm-Straße',
];
const names = ['Yılmaz', 'Müller', 'Schröder', 'Nowak', 'Nguyễn', 'Weiß', 'Öztürk', 'Janßen'];
const givenNames = ['Anna', 'Mehmet', 'Zoë', 'Jürgen', 'Łucja', 'Ole', 'Fatma', 'Chloé'];
const dogs = ['Bello', 'Luna', 'Rocky', 'Amy', 'Kuno'];

const pick = (list: readonly string[], n: number): string => list[n % list.length] ?? '';

/** The registration of a dog; the number varies what is in it. */
export function dogRegistration(n = 0) {
  return {
    holder: { givenNames: pick(givenNames, n), familyName: pick(names, n * 3) },
    home: {
      street: pick(streets, n * 7),
      houseNumber: String(1 + (n % 120)),
      postcode: `470${51 + (n % 9)}`,
      city: 'Duisburg',
    },
    dog: {
      name: pick(dogs, n),
      breed: 'Mischling',
      birthDate: `2024-0${1 + (n % 9)}-15`,
      sex: n % 2 ? 'male' : 'female',
    },
    keptSince: '2026-10-01',
  };
}

/** The order of a birth certificate, which has to be paid before it counts as filed: each city asks for it in its own words. */
export const birthCertificate = {
  duisburg: {
    ...{ certificate: 'birth', copies: 1, relationship: 'self' },
    person: { givenNames: 'Erika', familyName: 'Müstermann', birthName: 'Gabler', eventOn: '1964-08-12' },
  },
  rees: {
    ...{ certificate: 'birth', copies: 1, relationship: 'self' },
    client: { givenNames: 'Erika', familyName: 'Müstermann' },
    contact: { email: 'erika@example.org' },
    concerned: {
      ...{ givenNames: 'Erika', familyName: 'Müstermann', birthName: 'Gabler' },
      eventOn: '1964-08-12',
    },
  },
  herford: {
    ...{ certificate: 'birth', copies: 1, eventOn: '1964-08-12' },
    client: { givenNames: 'Erika', familyName: 'Müstermann', birthDate: '1964-08-12' },
    home: { street: 'Hansestraße', houseNumber: '7', postcode: '32049', city: 'Herford' },
    concerned: { givenNames: 'Erika', familyName: 'Müstermann', birthName: 'Gabler' },
  },
  wuppertal: {
    ...{ certificate: 'birth', givenNames: 'Erika', familyName: 'Müstermann', eventOn: '1964-08-12' },
  },
} as const;
