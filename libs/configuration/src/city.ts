import { join } from 'node:path';
import type { ConfigurationProblem } from './configuration-error';
import type { ListedCity } from './listing';
import type { TextTemplate } from './text-template';
import type { Service, Tenant, TenantConfiguration } from './types';

/** A city in force, and which of its files says what. */
export interface City {
  readonly folder: string;
  readonly settings: TenantConfiguration;
  /** Path of the file that says so. */
  readonly settingsFile: string;
  /** Content hash of the settings. */
  readonly settingsVersion: string;
  /** By the path of their files. */
  readonly services: ReadonlyMap<string, Service>;
  /** Likewise. */
  readonly templates: ReadonlyMap<string, TextTemplate>;
}

/** A city while it is read: its settings may still fall back to the former ones. */
export interface CityDraft {
  readonly listed: ListedCity;
  readonly former: City | undefined;
  settings: TenantConfiguration | undefined;
  readonly problems: ConfigurationProblem[];
}

/** A city with its services, as everybody uses it. */
export function tenantOf({ settings, services, templates }: City): Tenant {
  return { ...settings, services: byKey(services), templates: byKey(templates) };
}

function byKey<Thing extends { readonly key: string }>(things: ReadonlyMap<string, Thing>): Thing[] {
  return [...things.values()].sort((left, right) => (left.key < right.key ? -1 : 1));
}

/** Where the settings of a city stand, or would. */
export function tenantFileOf({ folder, tenantFile }: ListedCity): string {
  return tenantFile?.path ?? join(folder, 'tenant.yaml');
}
