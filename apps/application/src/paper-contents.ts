import { Injectable } from '@nestjs/common';
import { levelNames } from '#commands';
import { letterheadOf } from '#configuration';
import { reviewOf } from '#forms';
import { foldStream, PostgresEventStore, type RecordedEvent } from '#event-sourcing';
import { copyOfFiled, noticeLetter, type DocumentOfCase } from '#pdf';
import { addresseeOf } from './addressee';
import type { CaseContents, Concerned, Contents, IdentitySnapshot } from './commands/contents';
import { textOf, type KnownProfile } from './commands/known-profile';
import { proofInWords } from './commands/eid-proof';
import { dateInBerlin } from './domain/berlin';
import { applicationDecider } from './commands/decider';
import type { Application, ApplicationEvent, EventOf, FiledApplication } from './domain/application';
import type { Paper } from './domain/paper';
import { Drafts } from './drafts';
import { Persons } from './persons';
import { ServiceConfigurations } from './service-configurations';

type Language = KnownProfile['language'];

/** A paper as it was made: what it is called, and its bytes. */
interface Made {
  readonly name: string;
  readonly content: Buffer;
}

/** The case that a paper is made of. */
interface Matter {
  readonly tenant: string;
  readonly applicationId: string;
  readonly application: FiledApplication;
}

/**
 * Makes the papers of a case as PDF, in the language in which the applicant is written to. Everything in it comes from the history
 * and from what stands there for good, so that making it again says the same.
 */
@Injectable()
export class PaperContents {
  constructor(
    private readonly store: PostgresEventStore,
    private readonly configurations: ServiceConfigurations,
    private readonly persons: Persons,
    private readonly drafts: Drafts,
  ) {}

  /** @throws KeyDestroyed when the case was erased; Problem `temporarily-unavailable` while identity does not answer */
  async of(matter: Matter, paper: Paper): Promise<Made> {
    switch (paper.kind) {
      case 'copy':
        return this.copy(matter);
      case 'notice':
        return this.notice(matter, paper.about);
    }
  }

  private async copy(matter: Matter): Promise<Made> {
    const { tenant, application } = matter;
    const {
      reference,
      declarationHash = '',
      serviceKey,
      configurationVersion,
      filedAt,
      eidProof,
    } = application;
    const contents = await this.contentsOf(matter);
    const snapshot = contents.open('identity', application.identity);
    const { language = 'de', levelOfAssurance } = snapshot;
    const service = await this.configurations.get(tenant, serviceKey, configurationVersion);
    const form = formOf(application, contents);
    const content = await copyOfFiled({
      ...this.ofCase(matter, language),
      service: { title: service.title[language], version: configurationVersion },
      applicant: addresseeOf({ schema: service.form.schema, form, profile: applicantIn(snapshot) }),
      ...othersOf(application, snapshot, contents),
      submittedAt: (await this.entryOf(matter, 'ApplicationSubmitted')).data.submittedAt,
      filedAt,
      levelOfAssurance: levelNames[levelOfAssurance][language],
      ...(eidProof !== undefined && {
        identityProof: { with: proofInWords(eidProof, language), at: eidProof.provenAt, id: eidProof.id },
      }),
      declarationHash,
      topics: reviewOf(service.form, form, language).map(({ title, entries: answers }) => ({
        ...(title !== '' && { title }),
        answers,
      })),
    });
    const word = { de: 'Kopie', en: 'Copy' }[language];
    return { name: `${word}-${reference}.pdf`, content };
  }

  private async notice(matter: Matter, decisionVersion: number): Promise<Made> {
    const { tenant, application } = matter;
    const { reference, serviceKey, configurationVersion, filedAt, notices } = application;
    const { data: decision, metadata } = await this.entryOf(matter, 'DecisionIssued', decisionVersion);
    const contents = await this.contentsOf(matter);
    const snapshot = contents.open('identity', application.identity);
    const { language = 'de' } = snapshot;
    const { text, legalRemedies } = contents.open('notice', decision.notice);
    const form = formOf(application, contents);
    const service = await this.configurations.get(tenant, serviceKey, configurationVersion);
    const decidedBy = await this.persons.nameOfStaff(tenant, metadata.actor.personId);
    const replaced = notices.find((notice) => notice.decisionVersion === decision.replaces);
    const content = await noticeLetter({
      ...this.ofCase(matter, language),
      recipient: addresseeOf({ schema: service.form.schema, form, profile: applicantIn(snapshot) }),
      subject: service.title[language],
      filedAt,
      decidedAt: decision.decidedAt,
      outcome: decision.outcome,
      text,
      writtenIn: 'de',
      ...(legalRemedies !== undefined && { legalRemedies }),
      ...(decidedBy !== undefined && { decidedBy }),
      ...(replaced !== undefined && { replacesNoticeOf: replaced.issuedAt }),
    });
    const word = { de: 'Bescheid', en: 'Notice' }[language];
    return { name: `${word}-${reference}-${dateInBerlin(decision.decidedAt)}.pdf`, content };
  }

  private contentsOf({ tenant, applicationId }: Matter): Promise<CaseContents> {
    return this.drafts.contents(tenant, applicationId);
  }

  private ofCase({ tenant, application }: Matter, language: Language): DocumentOfCase {
    const city = this.configurations.tenants.get(tenant);
    const { reference, office } = application;
    return { language, reference, letterhead: letterheadOf(city, office, language) };
  }

  /** The entries of the case file that a paper tells of, but for what the fold keeps of them. */
  private async entryOf<Type extends 'ApplicationSubmitted' | 'DecisionIssued'>(
    { tenant, applicationId }: Matter,
    type: Type,
    version?: number,
  ): Promise<RecordedEvent<EventOf<Type>>> {
    let found: RecordedEvent<EventOf<Type>> | undefined;
    const stream = { tenant, streamId: applicationId };
    await foldStream<Application, ApplicationEvent>(this.store, applicationDecider, stream, {}, (event) => {
      if (event.type === type && (version ?? event.version) === event.version)
        found = event as unknown as RecordedEvent<EventOf<Type>>;
    });
    if (found === undefined) throw new Error(`the case of a paper has no ${type}`);
    return found;
  }
}

/** What was known of the person whose matter it is: of who submitted it, or on whose behalf that was done (law 7). */
function applicantIn({ profile, represented }: IdentitySnapshot): KnownProfile['attributes'] {
  return represented?.profile ?? profile;
}

/** Who else is named beside the applicant: for whom it was filed, and who did that under a mandate (law 7). */
function othersOf(
  { representation }: FiledApplication,
  { profile, represented }: IdentitySnapshot,
  contents: CaseContents,
): { readonly concerned?: readonly string[]; readonly representative?: readonly string[] } {
  const person = representation && contents.open('concerned', representation.person);
  return {
    ...(person && { concerned: linesOf(person) }),
    ...(represented && { representative: [calledBy(profile)] }),
  };
}

/** Who signs in by a link has no name here, and is told apart by the address. */
function calledBy(profile: KnownProfile['attributes']): string {
  const names = ['title', 'givenName', 'familyName'].flatMap((name) => textOf(profile, name) ?? []);
  return names.length > 0 ? names.join(' ') : (textOf(profile, 'email') ?? '–');
}

function linesOf({ organisation, givenName, familyName, dateOfBirth }: Concerned): readonly string[] {
  const name = organisation ?? [givenName, familyName].filter((part) => part !== undefined).join(' ');
  return [name, ...(dateOfBirth === undefined ? [] : [`* ${dateOfBirth}`])];
}

/** What was declared. */
function formOf({ form }: FiledApplication, contents: CaseContents): Contents['form'] {
  return form === undefined ? {} : contents.open('form', form);
}
