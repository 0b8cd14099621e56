import type { FeeRules, Form, LocalizedText } from '#forms';
import type { TextTemplate } from './text-template';

/** Vertrauensniveau: `none` is reached by everyone, also by an e-mail link (R10b); the others need BundID (R12, D14). */
export type LevelOfAssurance = 'none' | 'low' | 'substantial' | 'high';

/** Ways to hand in an application or to ask about it (D6). Every listed service offers `online` (D1). */
export type Channel = 'online' | 'post' | 'email' | 'phone' | 'in-person';

/** A way in to the portal of a city (W8). */
export type SignInMethod = 'bundid' | 'email-link' | 'servicekonto-nrw' | 'google' | 'local-account';

/** What a person proves their identity with at a provider; what level it reaches: {@link meansLevels}. */
export type Means = 'password' | 'elster' | 'eid' | 'smart-eid' | 'eidas' | 'fink' | 'diia';

/** The city as a service provider of BundID. */
export interface BundIdSettings {
  /** An https address without a port that never changes: the ids that BundID makes of persons depend on its host name. */
  readonly entityId: string;
  /** What BundID's pages call the city; at most 50 characters are shown. */
  readonly organizationDisplayName: string;
  /** Id of the online service at the BMI. */
  readonly onlineServiceId?: string;
  /** The means that are offered there; default: all. Wuppertal leaves ELSTER out (W8). */
  readonly means?: readonly Means[];
}

/** The city as a service provider of Servicekonto.NRW. */
export interface ServicekontoNrwSettings {
  /** As that of {@link BundIdSettings}. */
  readonly entityId: string;
  readonly means?: readonly Means[];
}

/** Who may have an account, where not everybody may (W5). */
export interface SignInRules {
  /** Years of age. */
  readonly minimumAge?: number;
  /** Every account has an e-mail address of its own. */
  readonly onePerAddress?: boolean;
}

/**
 * When the fee is paid, and with it when an application counts as filed: `before-filing` only once it is paid (W16),
 * `after-filing` at once with payment following, `after-review` at once with the final fee fixed by the caseworker.
 */
export type PaymentPolicy = 'none' | 'before-filing' | 'after-filing' | 'after-review';

/** The fee of a service, shown before the application is filed (R21); computed by `feeOf` of the forms. */
export interface Fee extends FeeRules {
  /** Integer euro cents; with items by rule, and for `after-review`, the lowest fee. 0 exactly when `payment` is `none`. */
  readonly amountCents: number;
  readonly payment: PaymentPolicy;
}

/** A way to pay. */
export type PaymentMethodKey = 'credit-card' | 'paypal' | 'giropay' | 'paydirekt' | 'direct-debit';

/** A method of a city, and where and when it is offered (D23a D23b). */
export interface PaymentMethodSettings {
  readonly key: PaymentMethodKey;
  /** One of the city's providers; a direct debit has none. */
  readonly provider?: string;
  /** @format date */
  readonly validFrom?: string;
  /** Last day. What was paid can be refunded after it. @format date */
  readonly validUntil?: string;
  readonly minCents?: number;
  readonly maxCents?: number;
  /** Only for these services; default: all. */
  readonly services?: readonly string[];
  /** `true`: only for services that are rendered at once; `false`: only for the others; default: all. */
  readonly renderedAtOnce?: boolean;
}

/** The city as a creditor of SEPA direct debits (N7b). */
export interface DirectDebitSettings {
  readonly creditorId: string;
  readonly creditorName: string;
  /** Of the treasury's account. */
  readonly iban: string;
  readonly bic?: string;
  /** Days between what people are told and the day of the debit; default 14. */
  readonly preNotificationDays?: number;
}

/** How fees are paid in a city. */
export interface PaymentSettings {
  /** The city's account at each provider of the installation, by the key in the file of PAYMENT_PROVIDERS. */
  readonly providers: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** In the order in which the page shows them. */
  readonly methods: readonly PaymentMethodSettings[];
  readonly directDebit?: DirectDebitSettings;
  /** Refunds above it need a second person; default 0: all. */
  readonly refundApprovalAboveCents?: number;
  /** Time in Berlin, `02:30` by default. */
  readonly reconcileAt?: string;
}

/** How citizens reach an office (N3); a service may only name channels that its office has an address for. */
export interface OfficeContact {
  readonly phone?: string;
  readonly email?: string;
  readonly postalAddress?: string;
  readonly visitingAddress?: string;
  readonly openingHours?: LocalizedText;
  /** A named person, where the city publishes one. */
  readonly person?: string;
}

/** An organisational unit that processes applications; caseworkers belong to offices. */
export interface Office {
  readonly key: string;
  readonly name: LocalizedText;
  readonly contact: OfficeContact;
}

/** A topic group: a tile of the start page (R1). */
export interface Topic {
  readonly key: string;
  readonly title: LocalizedText;
}

/** A proof that the applicant is asked for. */
export interface RequiredDocument {
  readonly key: string;
  readonly title: LocalizedText;
  /** False for proofs that only some applicants need. */
  readonly required: boolean;
  /** A required one may follow after the application is filed. It always may where the service can be reached by post. */
  readonly later?: boolean;
  /** Types of content, by the names of `documentTypes`; default: pdf, jpeg, png. */
  readonly types?: readonly string[];
  /** Most bytes of one file, in units of 1,000,000; default 10, at most 50. */
  readonly maxMegabytes?: number;
  /** Most files of this kind; default 10. */
  readonly maxFiles?: number;
  /** Most pages of one file; default: any number. */
  readonly maxPages?: number;
}

/** How applications for a service come about. */
export interface Filing {
  /** `required`: exists only after sign-in (W7). `none`: filed without, and no page asks for it (R10a). */
  readonly signIn: 'required' | 'optional' | 'none';
  /** Days an untouched draft is kept. */
  readonly draftDays: number;
  /** How long a submitted application waits for its payment, in hours; default 72. */
  readonly payWithinHours?: number;
}

/** A service of the city (Dienstleistung) as its file describes it. */
export interface ServiceConfiguration {
  /** Slug, unique within the tenant, e.g. `bewohnerparkausweis`. */
  readonly key: string;
  /** Leistungsschlüssel (LeiKa): `99` and twelve digits. */
  readonly leikaKey: string;
  readonly title: LocalizedText;
  readonly description: LocalizedText;
  /** What people call it who do not know its title, e.g. `Geburtsurkunde, Heiratsurkunde`: it is found by these words, too. */
  readonly keywords?: LocalizedText;
  /** `preview`: only staff and who has a preview link see it, and nobody can apply. Default: `public`. */
  readonly visibility?: 'public' | 'preview';
  /**
   * First day (Europe/Berlin, ISO) on which people can apply; default: since ever.
   * @format date
   */
  readonly validFrom?: string;
  /**
   * Last day (Europe/Berlin, ISO) on which people can apply; default: for ever.
   * @format date
   */
  readonly validUntil?: string;
  /** OZG maturity level; 3 (the default) is online from beginning to end, proofs included (R4). */
  readonly maturity?: 1 | 2 | 3 | 4;
  /** Keys of the tenant's topics. */
  readonly topics: readonly string[];
  /** Key of the responsible office. */
  readonly office: string;
  readonly levelOfAssurance: LevelOfAssurance;
  /** The means of sign-in that it takes; default: all that reach its level. */
  readonly means?: readonly Means[];
  /** Each application is filed with a proof by online ID card that is made for it (W2, W3, law 3); such services carry a sign. */
  readonly eidPerApplication?: boolean;
  /** Who has not proven their identity on level `high` signs on paper (R3, D15b). */
  readonly signatureOnPaper?: boolean;
  /** `second-person`: what one of the office decides takes effect when a colleague approves it (four eyes). Default: at once. */
  readonly approval?: 'second-person';
  readonly fee: Fee;
  /** Rendered the moment it is paid, without a check by anybody; methods of payment may depend on it (D23a). */
  readonly renderedAtOnce?: boolean;
  readonly channels: readonly Channel[];
  readonly filing: Filing;
  /** Usual time until the decision, in working days: makes the target date of a case. */
  readonly processingDays?: number;
  /** Years that a closed case is kept, from the end of the year of its closing (law 9). Default: 10. */
  readonly retentionYears?: number;
  /** The period of § 42a VwVfG within which has to be decided, where the law of the service has one. */
  readonly statutoryPeriod?: { readonly months: number };
  /** Under which law notices are announced: `taxes` is the fiscal code (KAG NRW § 12). Default: `general`. */
  readonly legalArea?: 'general' | 'taxes';
  readonly documents: readonly RequiredDocument[];
  readonly form: Form;
}

/** A service in one version of its configuration; an application keeps the version it was drafted with. */
export interface Service extends ServiceConfiguration {
  /** SHA-256 (lower-case hex) over the canonical JSON of the configuration: the same content has the same version. */
  readonly version: string;
}

/** What a city says on every page while it holds: something does not work, or will not. */
export interface CityNotice {
  /**
   * ISO 8601 with offset; default: since ever.
   * @format date-time
   */
  readonly from?: string;
  /**
   * ISO 8601 with offset; default: until it is taken away.
   * @format date-time
   */
  readonly until?: string;
  readonly text: LocalizedText;
}

/** Whom to ask about an account at BundID (W17b). */
export interface BundIdSupport {
  /** @format uri */
  readonly url: string;
  readonly phone?: string;
  readonly email?: string;
}

/** What of a profile may be handed over to another portal. */
export type HandedOverAttribute =
  | 'salutation'
  | 'title'
  | 'givenName'
  | 'familyName'
  | 'birthName'
  | 'dateOfBirth'
  | 'placeOfBirth'
  | 'nationality'
  | 'street'
  | 'houseNumber'
  | 'postcode'
  | 'city'
  | 'email'
  | 'phone';

/** Another portal that signs in with ours, by OpenID Connect. */
export interface HandOverClient {
  readonly clientId: string;
  readonly name: LocalizedText;
  /** Exactly these; where all of them are on this machine (127.0.0.1), at any port of it (RFC 8252, 7.3). */
  readonly redirectUris: readonly string[];
  readonly attributes: readonly HandedOverAttribute[];
  /** How it shows who it is; default: with its secret, which is no part of this file. PKCE is always asked for. */
  readonly authentication?: 'client_secret_basic' | 'client_secret_post' | 'none';
}

/** Who offers the portal (§ 5 DDG). */
export interface Imprint {
  readonly postalAddress: string;
  /** Who acts for the city. */
  readonly representedBy: LocalizedText;
  readonly vatId?: string;
}

/** Whom people ask about what is kept of them (Art. 13 (1) b GDPR). */
export interface DataProtectionOfficer {
  readonly email: string;
  readonly phone?: string;
  readonly postalAddress?: string;
}

/** What the accessibility statement says of this city's portal (BGG NRW § 10b). */
export interface AccessibilityStatement {
  /** The day of the last assessment. @format date */
  readonly assessedOn: string;
  /** What cannot be used by everybody, and why or instead of what. */
  readonly barriers?: readonly LocalizedText[];
}

/** A film that explains the portal in sign language. */
export interface SignLanguageVideo {
  /** Where the city shows it. @format uri */
  readonly url: string;
  readonly minutes: number;
  /** What is signed, in words. */
  readonly transcript: LocalizedText;
}

/** The settings of a city as its `tenant.yaml` describes them. */
export interface TenantConfiguration {
  /** Slug, unique within the installation, e.g. `duisburg`; stands in every row of the databases. */
  readonly key: string;
  readonly name: string;
  /** Begins the references of this city's applications, e.g. `DU`. */
  readonly referencePrefix: string;
  /** Host names without port, by site. */
  readonly hosts: { readonly portal: readonly string[]; readonly backoffice: readonly string[] };
  /** CSS colours, `#rrggbb`. */
  readonly colours: { readonly primary: string; readonly onPrimary: string; readonly accent: string };
  /** The city's own sign, as SVG that does nothing; a shield in its colours where it has none. */
  readonly logo?: string;
  /** The sender of every e-mail of this city (D22). */
  readonly mailSender: { readonly name: string; readonly address: string };
  /** What the city calls the list of a person's applications (W14, N5). */
  readonly listName: LocalizedText;
  /** Stands on every page (D24); `bundid` is BundID's own support, for questions on the account there (W17b). */
  readonly support: {
    readonly phone: string;
    readonly email: string;
    readonly feedbackEmail: string;
    readonly bundid?: BundIdSupport;
  };
  /** In the order in which the page shows them. */
  readonly signInMethods: readonly SignInMethod[];
  readonly signInRules?: SignInRules;
  readonly staff?: StaffSettings;
  /** The other portals that data of citizens may be handed over to, once these agree (W13). */
  readonly handOver?: readonly HandOverClient[];
  /** Who has linked an ID card with the profile shows it once more to change the rest of it (R15 H12). */
  readonly eidForProfileChanges?: boolean;
  /** Where `signInMethods` names `bundid`. */
  readonly bundid?: BundIdSettings;
  /** Where `signInMethods` names `servicekonto-nrw`. */
  readonly servicekontoNrw?: ServicekontoNrwSettings;
  /** Needed as soon as a service costs something. */
  readonly payment?: PaymentSettings;
  readonly notice?: CityNotice;
  /** Keys of the services on top of the start page, in this order; default: the first of each topic in turn. */
  readonly mostWanted?: readonly string[];
  readonly imprint?: Imprint;
  readonly dataProtectionOfficer?: DataProtectionOfficer;
  readonly accessibility?: AccessibilityStatement;
  readonly signLanguageVideo?: SignLanguageVideo;
  /** `onlineOnly`: the catalogue lists only what is online from beginning to end, and links to the rest (R4). */
  readonly catalogue?: { readonly onlineOnly?: boolean; readonly otherServicesUrl?: string };
  readonly topics: readonly Topic[];
  readonly offices: readonly Office[];
}

/** What the directory of the staff says, in the words of this city. */
export interface StaffSettings {
  /** By what the directory says that somebody works for this city. Default: claim `tenant`, whose value is the key of the city. */
  readonly belongs?: { readonly claim: string; readonly value: string };
  /** Which claim lists the roles, and what its values mean. Default: claim `roles`, in our words. */
  readonly roles?: {
    readonly claim?: string;
    readonly values?: Readonly<
      Record<string, 'caseworker' | 'head-of-office' | 'treasury' | 'auditor' | 'operator'>
    >;
  };
  /** Which claim lists the offices, and what its values mean. Default: claim `offices`, with the keys of the offices. */
  readonly offices?: { readonly claim?: string; readonly values?: Readonly<Record<string, string>> };
  /** Who decides must have proven who they are within so many minutes. Default: within the session. */
  readonly reauthenticateForDecisions?: number;
}

/** A city with its services and text templates, each sorted by key. */
export interface Tenant extends TenantConfiguration {
  readonly services: readonly Service[];
  readonly templates: readonly TextTemplate[];
}
