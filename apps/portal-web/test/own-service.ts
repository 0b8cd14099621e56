import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Browser, waitFor, type RunFile } from '#portal-client';
import { citiesOfWholeSystem } from '#testing';

/** A service as its file says it; whatever is not named is as usual. */
export interface OwnService {
  readonly key: string;
  readonly title: { readonly de: string; readonly en: string };
  readonly [more: string]: unknown;
}

/** The shortest form: one question. */
export const purpose = {
  topics: [
    {
      title: { de: 'Anlass', en: 'Occasion' },
      fields: [{ name: 'why', label: { de: 'Wofür?', en: 'What for?' }, text: 100 }],
    },
  ],
};

/** In each city an office and a topic that its services can have. */
const places = {
  duisburg: { office: 'steueramt', topics: ['steuern'] },
  rees: { office: 'buergerbuero', topics: ['kontakt'] },
  wuppertal: { office: 'abfallwirtschaft', topics: ['abfall'] },
} as const;
export type CityOfOwnServices = keyof typeof places;

const visitor = new Browser();
const files = new Set<string>();
afterAll(() => {
  files.forEach((file) => rmSync(file, { force: true }));
  visitor.close();
});

/**
 * Puts a service into a city while the system runs (D2 R1b H1b), or changes it, and waits until the city offers it so. It is gone
 * after the tests of the file.
 */
export async function offer(run: RunFile, city: CityOfOwnServices, service: OwnService): Promise<void> {
  const whole = {
    leikaKey: '99999999999999',
    ...places[city],
    description: { de: 'Zum Ausprobieren.', en: 'To try out.' },
    levelOfAssurance: 'none',
    fee: { amountCents: 0, payment: 'none' },
    channels: ['online'],
    filing: { signIn: 'required', draftDays: 30 },
    documents: [],
    ...service,
  };
  const file = join(citiesOfWholeSystem(), city, 'services', `${service.key}.yaml`);
  const isNew = !existsSync(file);
  const address = `${run.tenants[city]?.portal.replace(/\/$/, '')}/api/services/${service.key}`;
  const present = () => visitor.get<object>(address).then(JSON.stringify, () => undefined);
  const before = isNew ? undefined : await present();
  files.add(file);
  writeFileSync(file, JSON.stringify(whole));
  await waitFor(`the service ${service.key} in ${city}`, async () => {
    const now = await present();
    return now !== undefined && now !== before;
  });
}
