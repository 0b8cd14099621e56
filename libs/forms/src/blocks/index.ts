import type { Block } from './block';
import { address, bankAccount, contact, foreignAddress, period } from './contact';
import { child, organisation, person, representative } from './person';
import { dog, proof, site, vehicle } from './things';

export type { Block } from './block';

/** Every building block by the name that service files use. */
export const blocks: Readonly<Record<string, Block>> = {
  address,
  bankAccount,
  child,
  contact,
  dog,
  foreignAddress,
  organisation,
  period,
  person,
  proof,
  representative,
  site,
  vehicle,
};
