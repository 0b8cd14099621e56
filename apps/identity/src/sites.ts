import { Injectable } from '@nestjs/common';
import {
  TenantRegistry,
  type HandOverClient,
  type SignInMethod,
  type Site,
  type StaffSettings,
  type Tenant,
} from '#configuration';
import { Problem } from '#http';
import type { AdmissionRules } from './domain/admission';

/** Where people reach a city: the addresses that links in mails and the staff's sign-in lead to. */
@Injectable()
export class Sites {
  /** @param publicPort PUBLIC_PORT; 443 means https. */
  constructor(
    private readonly tenants: TenantRegistry,
    private readonly publicPort: number,
  ) {}

  /** E.g. `http://duisburg.localhost:8080`; out of the configuration, never out of a request's Host header. */
  origin(tenant: string, site: Site): string {
    const [host] = this.tenants.get(tenant).hosts[site];
    if (host === undefined) throw new Error(`tenant ${tenant} has no host for its ${site}`);
    return new URL(`${this.secure ? 'https' : 'http'}://${host}:${this.publicPort}`).origin;
  }

  /** Whether people reach the sites over https. */
  get secure(): boolean {
    return this.publicPort === 443;
  }

  /** How a city is configured. */
  tenant(key: string): Tenant {
    return this.tenants.get(key);
  }

  /** The ways to sign in to a city's portal (W8). */
  signInMethods(tenant: string): readonly SignInMethod[] {
    return this.tenants.get(tenant).signInMethods;
  }

  /** @throws Problem `sign-in-method-unknown` where people cannot sign in to this city that way; it names the ways. */
  refuseUnlessOffered(tenant: string, method: SignInMethod): void {
    const methods = this.signInMethods(tenant);
    if (!methods.includes(method)) throw new Problem('sign-in-method-unknown', { methods });
  }

  /** What the city says of its staff; nothing, where the directory speaks our words. */
  staff(tenant: string): StaffSettings {
    return this.tenants.get(tenant).staff ?? {};
  }

  /** The keys of all cities. */
  cities(): readonly string[] {
    return this.tenants.all().map(({ key }) => key);
  }

  /** Whether somebody may apply for a service of this city without signing in (R10a, W7). */
  filesWithoutSignIn(tenant: string, serviceKey: string): boolean {
    const service = this.tenants.get(tenant).services.find(({ key }) => key === serviceKey);
    return service !== undefined && service.filing.signIn !== 'required';
  }

  /** Who may have an account here (W5). */
  admissionRules(tenant: string): AdmissionRules {
    return this.tenants.get(tenant).signInRules ?? {};
  }

  /** Whether somebody whose ID card is linked with the profile has to show it again to change the rest (R15 H12). */
  eidForProfileChanges(tenant: string): boolean {
    return this.tenants.get(tenant).eidForProfileChanges ?? false;
  }

  /** The other portals that data of this city's citizens may go to. */
  handOverClients(tenant: string): readonly HandOverClient[] {
    return this.tenants.get(tenant).handOver ?? [];
  }

  /** E.g. `Stadt Duisburg`. */
  cityName(tenant: string): string {
    return this.tenants.get(tenant).name;
  }

  /** The keys of the offices of a city. */
  offices(tenant: string): readonly string[] {
    return this.tenants.get(tenant).offices.map(({ key }) => key);
  }
}
