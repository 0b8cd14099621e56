import type { BegunApplication } from './domain/application';
import { isFiled } from './domain/application';
import { isParty } from './domain/visibility';
import type { Persons } from './persons';

/**
 * Whom a proposed decision is put before (four eyes). Every colleague of the office may approve it; told are those whose matter it
 * is: who has the case, and the heads of its office. Where there is no other head, all of the office. Nobody hears of their own case
 * that a decision is near (§ 20 VwVfG).
 * @throws Problem `temporarily-unavailable` while identity does not answer
 */
export async function approversOf(
  persons: Pick<Persons, 'colleagues' | 'ownAccounts'>,
  tenant: string,
  application: BegunApplication,
  proposedBy: string,
): Promise<readonly string[]> {
  const { office } = application;
  const assignedTo = isFiled(application) ? application.assignedTo : undefined;
  const others = (await persons.colleagues(tenant, office)).filter(({ id }) => id !== proposedBy);
  const heads = others.filter(({ roles }) => roles.includes('head-of-office'));
  const asked = (heads.length > 0 ? heads : others).map(({ id }) => id);
  const each = new Set([...asked, ...(assignedTo === undefined ? [] : [assignedTo])]);
  each.delete(proposedBy);
  const told = await Promise.all(
    [...each].map(async (id) => {
      const accounts = [id, ...(await persons.ownAccounts(tenant, id))];
      return isParty(application, accounts) ? [] : [id];
    }),
  );
  return told.flat();
}
