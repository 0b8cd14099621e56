import { Injectable } from '@nestjs/common';
import { OpenIdProvider, type OpenIdSettings } from './open-id-provider';

/** The directory of the cities' staff. */
@Injectable()
export class StaffProvider extends OpenIdProvider {
  constructor(settings: OpenIdSettings) {
    super(settings, 'staff-sign-in-unavailable');
  }
}

/** The provider at which citizens may have an account; none, where the installation names none. */
@Injectable()
export class CitizenProvider {
  readonly provider: OpenIdProvider | undefined;

  constructor(settings: OpenIdSettings | undefined) {
    this.provider = settings && new OpenIdProvider(settings, 'sign-in-provider-unavailable');
  }
}
