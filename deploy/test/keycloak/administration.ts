import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningKeycloak } from '../../local/keycloak.mjs';

/** A client as Keycloak keeps it; of what it has we name what we change. */
export interface KeycloakClient {
  readonly id: string;
  readonly clientId: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What its administrator does in Keycloak's console. */
export class KeycloakAdministration {
  constructor(private readonly keycloak: RunningKeycloak) {}

  /** Makes a realm out of the file beside this one. @param port where the cities' sites are */
  async importRealm(realm: string, port: number): Promise<void> {
    const file = readFileSync(join(__dirname, `${realm}.realm.json`), 'utf8');
    await this.send('POST', '', JSON.parse(file.replaceAll('.localhost:8080/', `.localhost:${port}/`)));
  }

  /** Makes a SAML client out of a city's metadata, as "Import client" does. */
  async importClient(realm: string, metadata: string, attributes: Readonly<Record<string, string>>) {
    const described = (await this.send(
      'POST',
      `/${realm}/client-description-converter`,
      metadata,
    )) as KeycloakClient;
    const client = { ...described, attributes: { ...described.attributes, ...attributes } };
    await this.send('POST', `/${realm}/clients`, client);
  }

  /** Changes how a client is served. @param change merged into what it has */
  async changeClient(
    realm: string,
    clientId: string,
    { attributes = {}, ...change }: Partial<KeycloakClient> & Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const query = new URLSearchParams({ clientId }).toString();
    const [client] = (await this.send('GET', `/${realm}/clients?${query}`)) as KeycloakClient[];
    if (client === undefined) throw new Error(`there is no client ${clientId}`);
    const changed = { ...client, ...change, attributes: { ...client.attributes, ...attributes } };
    await this.send('PUT', `/${realm}/clients/${client.id}`, changed);
  }

  /** Gives a realm a further key, by which it signs from now on. */
  async addKey(realm: string, priority: number): Promise<void> {
    const [{ id: parentId }] = [(await this.send('GET', `/${realm}`)) as { id: string }];
    await this.send('POST', `/${realm}/components`, {
      ...{ name: `of ${priority}`, providerId: 'rsa-generated', parentId },
      providerType: 'org.keycloak.keys.KeyProvider',
      config: { priority: [String(priority)], keySize: ['3072'], algorithm: ['RS256'] },
    });
  }

  /** Ends all sessions of somebody. */
  async signOut(realm: string, username: string): Promise<void> {
    const query = new URLSearchParams({ username, exact: 'true' }).toString();
    const [user] = (await this.send('GET', `/${realm}/users?${query}`)) as { id: string }[];
    await this.send('POST', `/${realm}/users/${user?.id}/logout`, {});
  }

  private async send(method: string, path: string, body?: unknown): Promise<unknown> {
    const isXml = typeof body === 'string';
    const answer = await fetch(`${this.keycloak.url}/admin/realms${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await this.token()}`,
        'content-type': isXml ? 'application/xml' : 'application/json',
      },
      ...(body !== undefined && { body: isXml ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} of Keycloak answered ${answer.status}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  /** It lives for a minute. */
  private async token(): Promise<string> {
    const { url, administrator } = this.keycloak;
    const answer = await fetch(`${url}/realms/master/protocol/openid-connect/token`, {
      method: 'POST',
      body: new URLSearchParams({
        ...{ grant_type: 'password', client_id: 'admin-cli' },
        ...{ username: administrator.user, password: administrator.password },
      }),
    });
    return ((await answer.json()) as { access_token: string }).access_token;
  }
}
