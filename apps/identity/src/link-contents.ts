/** Where every link goes; sealed at rest, as everything else that it holds. */
export interface AddressLinkContent {
  /** The normalised address. */
  readonly email: string;
  readonly language: 'de' | 'en';
}

/** What a link holds that leads on into the portal. */
interface LeadingOn extends AddressLinkContent {
  /** Path on the portal where the person wants to go. */
  readonly returnTo: string;
}

/** What a sign-in link is for. */
export interface SignInLinkContent extends LeadingOn {
  /** It leads back to what was filed without an account (R10a): of this guest, or of whichever has proven the address. */
  readonly guest?: { readonly personId: string } | 'of-address';
}

/** What waits for a link to the address of an account here. */
export interface AccountLinkContent extends LeadingOn {
  readonly registration?: Registration;
}

/** What somebody typed to get an account, until the link confirms it (W6a H11). */
export interface Registration {
  readonly givenName: string;
  readonly familyName: string;
  /** `1980-02-29` */
  readonly dateOfBirth: string;
  /** Argon2id in PHC string format. */
  readonly password: string;
}

/** What the links of each kind hold. Secrets are derived, and contents sealed, with these names: never rename one. */
export interface LinkContents {
  readonly 'sign-in-link': SignInLinkContent;
  readonly 'address-link': AddressLinkContent;
  readonly 'account-link': AccountLinkContent;
}

export type LinkKind = keyof LinkContents;
