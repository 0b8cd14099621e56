import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Reread } from '#configuration';
import { certificateExpiries, type Expiry } from '#operations';

/** A key of a city as a service provider. */
export interface ServiceProviderKey {
  /** PEM. */
  readonly privateKey: string;
  /** PEM; SAML trusts the key, not who signed for it. */
  readonly certificate: string;
  readonly validFrom: Date;
}

/** The keys of a city, newest first; there is at least one. */
export type ServiceProviderKeys = readonly [ServiceProviderKey, ...ServiceProviderKey[]];

/**
 * The keys by which the cities are known to their identity providers: `<folder>/<city>/<name>.key` and `.crt`. All of them
 * decrypt and stand in the metadata; the newest signs that is valid already. So a key is exchanged while it is in use: put the
 * new pair beside the old one, wait until the provider has read the metadata, take the old one away.
 */
@Injectable()
export class KeyFolder {
  private readonly read = new Map<string, Reread<ServiceProviderKeys>>();

  constructor(private readonly folder: string) {}

  /** @throws Error that names the folder when it holds no usable key */
  of(tenant: string): ServiceProviderKeys {
    let keys = this.read.get(tenant);
    if (keys === undefined) {
      const folder = join(this.folder, tenant);
      keys = new Reread(
        () => [folder, ...certificatesIn(folder).flatMap((file) => [file, keyFileOf(file)])],
        () => keysIn(folder),
      );
      this.read.set(tenant, keys);
    }
    return keys.value;
  }
}

/** Until when the certificates of a city are valid; none where it has none. */
export function samlExpiries(folder: KeyFolder, tenant: string): readonly Expiry[] {
  try {
    return folder
      .of(tenant)
      .flatMap(({ certificate }) => certificateExpiries(certificate, 'saml-certificate'));
  } catch {
    return [];
  }
}

/** The key that signs: the newest whose time has begun. One for later stands in the metadata first. */
export function signingKey(keys: ServiceProviderKeys, now: Date): ServiceProviderKey {
  return keys.find(({ validFrom }) => validFrom <= now) ?? keys[0];
}

function certificatesIn(folder: string): string[] {
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.crt'));
  return names.map((name) => join(folder, name));
}

const keyFileOf = (certificate: string) => certificate.replace(/\.crt$/, '.key');

function keysIn(folder: string): ServiceProviderKeys {
  const keys = certificatesIn(folder).map(readKey);
  const [newest, ...others] = keys.sort((one, other) => +other.validFrom - +one.validFrom);
  if (newest === undefined) throw new Error(`${folder} holds no key: <name>.key and <name>.crt are needed`);
  return [newest, ...others];
}

function readKey(file: string): ServiceProviderKey {
  const certificate = new X509Certificate(readFileSync(file));
  const privateKey = readFileSync(keyFileOf(file), 'utf8');
  return { privateKey, certificate: certificate.toString(), validFrom: new Date(certificate.validFrom) };
}
