import type { Service } from '#configuration';
import { ConfigurationFolder } from '../../../../libs/configuration/test/configuration-folder';
import { serviceChange } from './service-change';

const folder = new ConfigurationFolder();
let drafted: Service;
beforeAll(async () => {
  drafted = await certificate((text) => text);
});
afterAll(() => folder.remove());

/** A service whose fee goes by rule, as its file says after a change. */
async function certificate(change: (text: string) => string): Promise<Service> {
  const file = 'duisburg/services/personenstandsurkunde.yaml';
  let before = '';
  folder.edit(file, (text) => change((before = text)));
  const service = (await folder.registry()).service('duisburg', 'personenstandsurkunde')!;
  folder.edit(file, () => before);
  return service;
}

/** What somebody with a draft is told once the file is another one. */
async function told(change: (text: string) => string): Promise<string | undefined> {
  const service = await certificate(change);
  expect(service.version).not.toBe(drafted.version);
  const office = (await folder.registry()).get('duisburg').offices.find(({ key }) => key === service.office)!;
  return serviceChange(drafted, { service, state: 'open', office })?.message.de.split(
    ' Für diesen Entwurf',
  )[0];
}

const paid = 'der Antrag ist gestellt, sobald sie bezahlt ist';
const note = 'je Urkunde; jede weitere gleiche Urkunde 5 €';

test.each([
  [
    'the least that it costs',
    ['amountCents: 1000', 'amountCents: 1200'],
    `Die Gebühr hat sich geändert: bisher ab 10,00\u00a0€ (${paid}; ${note}), jetzt ab 12,00\u00a0€ (${paid}; ${note}).`,
  ],
  [
    'the price of an item alone',
    ['cents: 500', 'cents: 600'],
    `Die Gebühr wird anders berechnet als bisher: weiterhin ab 10,00\u00a0€ (${paid}; ${note}), je nach Ihren Angaben.`,
  ],
  [
    'for whom it is waived',
    ['purpose: pension', 'purpose: other'],
    `Die Gebühr wird anders berechnet als bisher: weiterhin ab 10,00\u00a0€ (${paid}; ${note}), je nach Ihren Angaben.`,
  ],
  [
    'what is said of it',
    ['de: je Urkunde; jede', 'de: je Stück; jede'],
    `Die Gebühr hat sich geändert: bisher ab 10,00\u00a0€ (${paid}; ${note}), jetzt ab 10,00\u00a0€ (${paid}; ${note.replace('Urkunde', 'Stück')}).`,
  ],
] as const)('who has a draft is told when the fee changes: %s', async (_, [before, now], words) => {
  expect(await told((text) => text.replace(before, now))).toBe(words);
});

test.each([
  ['where the treasury books it', '12210.431100', '12210.431199'],
  ['the tax within', "accountingKey: '12210.431100'", "accountingKey: '12210.431100'\n  taxPercent: 19"],
])('nobody is told of what changes nothing for them: %s', async (_, before, now) => {
  expect(await told((text) => text.replace(before, now))).toBeUndefined();
});
