import type pg from 'pg';
import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { AccountLinkKind } from '../domain/account-link';
import type { AddressLinkPurpose } from '../domain/address-link';
import { repeatSeconds } from '../domain/sign-in-attempt';

/** A link in a mail, as stored: what waits for whoever opens it. */
export abstract class StoredLink {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid')
  id!: string;

  @Column('bytea', { name: 'secret_hash' })
  secretHash!: Buffer;

  /** Address, language and whatever else waits for the link; sealed. */
  @Column('text')
  content!: string;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}

/** Signs somebody in, or leads back to what was filed without an account (R10b, R18, R10a). */
@Entity({ schema: 'identity', name: 'sign_in_links' })
export class SignInLinkRow extends StoredLink {
  /** Keyed hash of the address: finds the account. */
  @Column('bytea')
  lookup!: Buffer;

  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt!: Date | null;
}

/** Went to an address of the account that asked for it. */
@Entity({ schema: 'identity', name: 'address_links' })
export class AddressLinkRow extends StoredLink {
  /** The account that asked for it. */
  @Column('uuid', { name: 'person_id' })
  personId!: string;

  /** Public handle of the session that asked for it. */
  @Column('uuid')
  session!: string;

  @Column('text')
  purpose!: AddressLinkPurpose;

  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt!: Date | null;
}

/** Went to the address of an account here, or of a registration; gone when it is used, and when its time is over (W6a H11). */
@Entity({ schema: 'identity', name: 'account_links' })
export class AccountLinkRow extends StoredLink {
  @Column('text')
  kind!: AccountLinkKind;

  /** Keyed hash of the address. */
  @Column('bytea')
  lookup!: Buffer;
}

/** How the links of one kind end. */
interface Ending {
  /** The columns that those have in common of which one that is used ends the others, so that none is left lying in a mailbox. */
  readonly together: readonly string[];
  /** Whether a used one is marked, and kept until a day after its time, or deleted at once with what it holds. */
  readonly whenUsed: 'marked' | 'deleted';
}

/** What is stored of a link beside what every link has. */
export type OwnColumns<Row extends StoredLink> = Omit<Row, keyof StoredLink | 'usedAt'>;

/** The links of one kind: each works once, until its time is over. */
export class LinkTable<Row extends StoredLink> {
  constructor(
    private readonly row: new () => Row,
    private readonly name: string,
    private readonly ending: Ending,
  ) {}

  /**
   * Adds a link within the transaction that records that it was asked for, and forgets those that expired a day ago.
   * @param seconds how long it is valid
   */
  async add(
    manager: EntityManager,
    link: Omit<StoredLink, 'expiresAt'>,
    own: OwnColumns<Row>,
    seconds: number,
  ): Promise<void> {
    const expiresAt = () => `now() + make_interval(secs => ${seconds})`;
    await manager.insert<StoredLink>(this.row, { ...link, ...own, expiresAt });
    await manager.query(
      `DELETE FROM ${this.name} WHERE tenant = $1 AND expires_at < now() - interval '1 day'`,
      [link.tenant],
    );
  }

  /** The link with this id, if it is neither used nor expired. */
  find(manager: EntityManager, tenant: string, id: string): Promise<Row | null> {
    return manager
      .createQueryBuilder(this.row, 'link')
      .where(`link.tenant = :tenant AND link.id = :id AND ${this.usable}`, { tenant, id })
      .getOne();
  }

  /** The link with this id, if it was used up in the last minute; such as are deleted then are never found. */
  findJustUsed(manager: EntityManager, tenant: string, id: string): Promise<Row | null> {
    if (this.ending.whenUsed === 'deleted') return Promise.resolve(null);
    const justNow = `link.used_at > now() - make_interval(secs => ${repeatSeconds})`;
    return manager
      .createQueryBuilder(this.row, 'link')
      .where(`link.tenant = :tenant AND link.id = :id AND ${justNow}`, { tenant, id })
      .getOne();
  }

  /**
   * Uses a link up, within the transaction that it leads to, and with it those that end together with it: of two at once, one finds
   * it used. False then, or when it has expired.
   */
  async useUp(manager: EntityManager, { tenant, id }: Pick<StoredLink, 'tenant' | 'id'>): Promise<boolean> {
    const together = this.ending.together.join(', ');
    const end = {
      marked: `UPDATE ${this.name} AS link SET used_at = now() FROM open`,
      deleted: `DELETE FROM ${this.name} AS link USING open`,
    }[this.ending.whenUsed];
    // One statement that locks in one order, so that two links to one address, used at once, do not wait for each other for ever.
    const [ended] = await manager.query<[{ id: string }[], number]>(
      `WITH open AS (
         SELECT id FROM ${this.name} AS link WHERE tenant = $1 AND ${this.usable}
           AND (${together}) = (SELECT ${together} FROM ${this.name} WHERE tenant = $1 AND id = $2)
         ORDER BY id FOR UPDATE
       )
       ${end} WHERE link.tenant = $1 AND link.id = open.id RETURNING link.id`,
      [tenant, id],
    );
    return ended.some((link) => link.id === id);
  }

  /** Deletes a link whose time is over. */
  async remove(client: pg.ClientBase, tenant: string, id: string): Promise<void> {
    await client.query(`DELETE FROM ${this.name} WHERE tenant = $1 AND id = $2`, [tenant, id]);
  }

  private get usable(): string {
    return `link.expires_at > now()${this.ending.whenUsed === 'marked' ? ' AND link.used_at IS NULL' : ''}`;
  }
}

/** What is stored of the links of each kind. */
export interface LinkRows {
  readonly 'sign-in-link': SignInLinkRow;
  readonly 'address-link': AddressLinkRow;
  readonly 'account-link': AccountLinkRow;
}

/** The links, by their kind. */
export const linkTables: { readonly [Kind in keyof LinkRows]: LinkTable<LinkRows[Kind]> } = {
  'sign-in-link': new LinkTable(SignInLinkRow, 'identity.sign_in_links', {
    together: ['lookup'],
    whenUsed: 'marked',
  }),
  'address-link': new LinkTable(AddressLinkRow, 'identity.address_links', {
    together: ['id'],
    whenUsed: 'marked',
  }),
  'account-link': new LinkTable(AccountLinkRow, 'identity.account_links', {
    together: ['lookup', 'kind'],
    whenUsed: 'deleted',
  }),
};
