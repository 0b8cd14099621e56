import { readFileSync } from 'node:fs';
import { Injectable } from '@nestjs/common';
import { SignInProviders } from '../../providers';
import { OpenIdProvider, type OpenIdSettings } from './open-id-provider';

/** The directory of the cities' staff. Whether a colleague pressed "cancel" there or is locked out, the protocol does not tell apart. */
@Injectable()
export class StaffProvider extends OpenIdProvider {
  constructor(settings: OpenIdSettings) {
    super(settings, 'staff-sign-in-unavailable', 'staff-sign-in-denied');
  }
}

/** The provider at which citizens may have an account; none, where the installation names none. */
@Injectable()
export class CitizenProvider {
  readonly provider: OpenIdProvider | undefined;

  constructor({ google }: SignInProviders) {
    if (google === undefined) return;
    const { issuer, clientId, clientSecretFile } = google;
    const clientSecret = () => readFileSync(clientSecretFile, 'utf8').trim();
    this.provider = new OpenIdProvider({ issuer, clientId, clientSecret }, 'sign-in-provider-unavailable');
  }
}
