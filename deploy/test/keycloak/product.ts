import { appendFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Browser, carried, type Answer, type RunFile } from '#portal-client';
import { freePort, wholeSystem } from '#testing';
import { startKeycloak, type RunningKeycloak } from '../../local/keycloak.mjs';
import { KeycloakAdministration } from './administration';

/** As whom our clients are known in the realm files. */
const secret = 'for-the-demonstration-only';
const metadataFile = 'keycloak-metadata.xml';

/** A way in that leads to Keycloak as a SAML provider. */
export type SamlWay = 'bundid' | 'servicekonto-nrw';

/** What Servicekonto.NRW would say instead of BundID's words: the names of SAML itself. */
const contexts = {
  'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport': { level: 'low', loa: 1 },
  'urn:oasis:names:tc:SAML:2.0:ac:classes:TimeSyncToken': { level: 'substantial', loa: 3 },
  'urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI': { level: 'high', loa: 4 },
} as const;
const by = <Value>(of: (context: { readonly level: string; readonly loa: number }) => Value) =>
  Object.fromEntries(Object.entries(contexts).map(([name, context]) => [name, of(context)]));

/** The whole product with Keycloak in the place of every stand-in at which somebody signs in: by configuration alone. */
export class ProductAtKeycloak {
  private constructor(
    readonly run: RunFile,
    readonly administration: KeycloakAdministration,
    private readonly keycloak: RunningKeycloak,
    private readonly folder: string,
  ) {}

  /** @param keycloak that runs already @param folder for the configuration of this run @param port of the portals */
  static async start(keycloak: RunningKeycloak, folder: string, port: number): Promise<ProductAtKeycloak> {
    const administration = new KeycloakAdministration(keycloak);
    for (const realm of ['citizens', 'staff']) await administration.importRealm(realm, port);
    const citizens = `${keycloak.url}/realms/citizens`;
    await takeMetadata(keycloak, folder);
    writeFileSync(join(folder, 'client-secret'), `${secret}\n`);
    const providers = {
      bundid: { protocol: 'saml', metadata: metadataFile },
      'servicekonto-nrw': {
        ...{ protocol: 'saml', metadata: metadataFile, binding: 'redirect', requestSignature: 'rsa-pss' },
        levels: by(({ level }) => level),
      },
      google: {
        protocol: 'oidc',
        issuer: citizens,
        clientId: 'serviceportal',
        clientSecretFile: 'client-secret',
      },
    };
    writeFileSync(join(folder, 'providers.yaml'), JSON.stringify(providers));
    const run = await wholeSystem({
      PORT: String(port),
      SIGN_IN_PROVIDERS: join(folder, 'providers.yaml'),
      OIDC_ISSUER: `${keycloak.url}/realms/staff`,
      OIDC_CLIENT_ID: 'serviceportal',
      OIDC_CLIENT_SECRET: secret,
      TENANTS_DIR: citiesIn(folder),
    });
    const product = new ProductAtKeycloak(run, administration, keycloak, folder);
    await product.makeCitiesKnown();
    return product;
  }

  /** Origin of a city's site. */
  site(city: string, which: 'portal' | 'backoffice' = 'portal'): string {
    return (this.run.tenants[city]?.[which] ?? '').replace(/\/$/, '');
  }

  /** Takes Keycloak's metadata over as they are now, as an operator does who replaces the file. */
  takeMetadata(): Promise<void> {
    return takeMetadata(this.keycloak, this.folder);
  }

  /** What identity has logged. */
  log(): string {
    return readFileSync(join(process.env['TEST_FOLDER'] ?? '', 'system/logs/identity.log'), 'utf8');
  }

  /** Gives Keycloak the metadata of the cities, as "Import client" in its console does. */
  private async makeCitiesKnown(): Promise<void> {
    const ways: readonly (readonly [string, SamlWay])[] = [
      ['duisburg', 'bundid'],
      ['wuppertal', 'bundid'],
      ['dueren', 'servicekonto-nrw'],
    ];
    for (const [city, way] of ways) {
      const { text } = await new Browser().open(
        'GET',
        `${this.site(city)}/api/saml/metadata?provider=${way}`,
      );
      const levels = { 'acr.loa.map': JSON.stringify(by(({ loa }) => loa)) };
      await this.administration.importClient('citizens', text, way === 'bundid' ? {} : levels);
    }
  }
}

async function takeMetadata({ url }: RunningKeycloak, folder: string): Promise<void> {
  const answer = await fetch(`${url}/realms/citizens/protocol/saml/descriptor`);
  writeFileSync(join(folder, metadataFile), await answer.text());
}

/** The files of the cities, Duisburg's with the words of its directory. */
function citiesIn(folder: string): string {
  const cities = join(folder, 'tenants');
  cpSync(resolve(__dirname, '../../tenants'), cities, { recursive: true });
  const words = readFileSync(join(__dirname, 'staff.yaml'), 'utf8');
  appendFileSync(join(cities, 'duisburg', 'tenant.yaml'), `\n${words}`);
  return cities;
}

/** A Keycloak that reaches the back-office, to say there that a session has ended; and where the portals will be. */
export async function keycloakBeside(folder: string): Promise<{ keycloak: RunningKeycloak; port: number }> {
  const port = await freePort();
  return { keycloak: await startKeycloak(folder, await freePort(), ['backoffice.duisburg.localhost']), port };
}

/** Whether Keycloak asks who somebody is. */
export const asks = ({ text }: Answer): boolean => text.includes('id="kc-form-login"');

/** Goes to Keycloak. @returns its first page, or where the browser is when it asks nothing */
export async function leave(browser: Browser, start: string): Promise<Answer> {
  return carried(browser, await browser.open('GET', start));
}

/** Answers what Keycloak asks, as often as it does for a level. @returns where the browser is then */
export async function answer(browser: Browser, page: Answer, username: string): Promise<Answer> {
  let shown = page;
  for (let times = 0; asks(shown) && times < 3; times++)
    shown = await carried(browser, await browser.submitForm(shown, { username, password: 'demo' }));
  return shown;
}

/** Signs in at Keycloak. @returns where the browser is then */
export async function signIn(browser: Browser, start: string, username: string): Promise<Answer> {
  return answer(browser, await leave(browser, start), username);
}
