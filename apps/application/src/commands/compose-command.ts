import { invalidInput, Problem } from '#http';
import type { DataKeys } from '#encryption';
import type { Caller } from '../callers';
import { ApplicationContents, declarationHash } from '../contents';
import type { ActingRole, ApplicationCommand, Circumstances, FormError } from '../domain/commands';
import { begun, standingDecision, type Application, type BegunApplication } from '../domain/state';
import type { Persons } from '../persons';
import { filingStep } from '../processes/filing-policy';
import type { ServiceVersions } from '../service-versions';
import { dateInBerlin } from './berlin';
import { draftErrors, formErrors, formLimitBytes } from './form-check';
import { mergePatch } from './merge-patch';
import type { References } from './references';
import type { Wish } from './wishes';

/** Makes a command of the domain out of what somebody asks for: seals what they wrote and looks up what the decision needs. */
export class CommandComposer {
  constructor(
    private readonly keys: DataKeys,
    private readonly versions: ServiceVersions,
    private readonly references: References,
    private readonly persons: Persons,
  ) {}

  /**
   * @param state the application as it stands; the caller may see it (or it does not exist yet, for `draft`).
   * @throws Problem for input that no state would make valid: unknown service, office, colleague or form field.
   */
  async compose(
    caller: Caller & { readonly role: ActingRole },
    applicationId: string,
    wish: Wish,
    { state, now }: { readonly state: Application; readonly now: string },
  ): Promise<ApplicationCommand> {
    const { tenant, personId, role, actingFor } = caller;
    const by = { personId, role, ...(actingFor === undefined ? {} : { actingFor }) };
    const circumstances = { by, at: now };
    switch (wish.type) {
      case 'start':
      case 'close':
      case 'provide-notice':
      case 'notice-retrieved':
        return { ...wish, ...circumstances };
      case 'assign': {
        const { assignee = personId } = wish;
        if (assignee !== personId) await this.refuseUnlessStaff(tenant, assignee);
        return { type: 'assign', assignee, ...circumstances };
      }
      case 'draft':
        return this.draft(tenant, applicationId, wish.serviceKey, circumstances);
      case 'save-form':
      case 'submit':
      case 'withdraw':
      case 'supply-documents':
      case 'forward':
      case 'request-documents':
      case 'decide':
      case 'correct':
      case 'reopen': {
        const contents = await ApplicationContents.of(this.keys, tenant, applicationId);
        if (wish.type === 'save-form') {
          return this.saveForm(caller, applicationId, wish.patch, begun(state), contents, circumstances);
        }
        if (wish.type === 'submit') return this.submit(caller, wish, begun(state), contents, circumstances);
        if (wish.type === 'forward') this.refuseUnknownOffice(tenant, wish.office);
        return sealed(wish, state, contents, circumstances);
      }
    }
  }

  private async draft(
    tenant: string,
    applicationId: string,
    serviceKey: string,
    circumstances: Circumstances,
  ): Promise<ApplicationCommand> {
    const service = this.versions.tenants.service(tenant, serviceKey);
    if (service === undefined) {
      throw invalidField(
        '/serviceKey',
        'unknown-service',
        'Diese Dienstleistung gibt es hier nicht.',
        'There is no such service.',
      );
    }
    const contents = await ApplicationContents.of(this.keys, tenant, applicationId);
    const form = contents.seal('form', {});
    const reference = await this.references.next(tenant, circumstances.at);
    return {
      type: 'draft',
      reference,
      serviceKey,
      configurationVersion: service.version,
      office: service.office,
      form,
      declarationHash: declarationHash(applicationId, service.version, form),
      ...circumstances,
    };
  }

  private async saveForm(
    { tenant }: Caller,
    applicationId: string,
    patch: unknown,
    { serviceKey, configurationVersion, form: present }: BegunApplication,
    contents: ApplicationContents,
    circumstances: Circumstances,
  ): Promise<ApplicationCommand> {
    const merged = mergePatch(contents.open('form', present), patch) as Readonly<Record<string, unknown>>;
    if (Buffer.byteLength(JSON.stringify(merged)) > formLimitBytes) {
      throw new Problem('body-too-large', { limitBytes: formLimitBytes });
    }
    const service = await this.versions.get(tenant, serviceKey, configurationVersion);
    const errors = draftErrors(this.versions.validatorOf(service), merged);
    if (errors.length > 0) throw invalidInput(errors);
    const form = contents.sealUnlessSame('form', merged, present);
    return {
      type: 'save-form',
      form,
      declarationHash: declarationHash(applicationId, configurationVersion, form),
      ...circumstances,
    };
  }

  private async submit(
    caller: Caller,
    wish: Extract<Wish, { type: 'submit' }>,
    application: BegunApplication,
    contents: ApplicationContents,
    circumstances: Circumstances,
  ): Promise<ApplicationCommand> {
    const { tenant, personId, levelOfAssurance } = caller;
    const service = await this.versions.get(tenant, application.serviceKey, application.configurationVersion);
    const profile = application.status === 'draft' ? await this.persons.profile(tenant, personId) : {};
    return {
      type: 'submit',
      reviewed: wish.declarationHash,
      warningAcknowledged: wish.warningAcknowledged,
      formErrors: this.errorsOf(service, contents.open('form', application.form)),
      level: { required: service.levelOfAssurance, present: levelOfAssurance },
      filing: filingStep(service.fee),
      identity: contents.seal('identity', { personId, levelOfAssurance, profile }),
      ...circumstances,
    };
  }

  /** What still keeps a form from being submitted. */
  errorsOf(service: Parameters<ServiceVersions['validatorOf']>[0], form: unknown): readonly FormError[] {
    return formErrors(this.versions.validatorOf(service), form);
  }

  /** A case that is given to somebody who does not work here would be nobody's. */
  private async refuseUnlessStaff(tenant: string, assignee: string): Promise<void> {
    if (await this.persons.isStaff(tenant, assignee)) return;
    throw invalidField(
      '/assignee',
      'unknown-colleague',
      'Diese Person arbeitet hier nicht, oder sie hat sich noch nie angemeldet.',
      'This person does not work here, or has never signed in.',
    );
  }

  private refuseUnknownOffice(tenant: string, office: string): void {
    const offices = this.versions.tenants.get(tenant).offices.map(({ key }) => key);
    if (offices.includes(office)) return;
    const known = offices.join(', ');
    throw invalidField(
      '/office',
      'unknown-office',
      `Es gibt die Ämter ${known}.`,
      `The offices are ${known}.`,
    );
  }
}

type SealedWish = Extract<
  Wish,
  {
    type: 'withdraw' | 'supply-documents' | 'forward' | 'request-documents' | 'decide' | 'correct' | 'reopen';
  }
>;

function sealed(
  wish: SealedWish,
  state: Application,
  contents: ApplicationContents,
  circumstances: Circumstances,
): ApplicationCommand {
  const sealedReason = (text: string | undefined) =>
    text === undefined ? {} : { reason: contents.seal('reason', { text }) };
  switch (wish.type) {
    case 'withdraw':
      return { type: 'withdraw', ...sealedReason(wish.reason), ...circumstances };
    case 'forward':
      return { type: 'forward', office: wish.office, ...sealedReason(wish.reason), ...circumstances };
    case 'reopen':
      return { type: 'reopen', reason: contents.seal('reason', { text: wish.reason }), ...circumstances };
    case 'supply-documents': {
      const { type: _, ...documents } = wish;
      return { type: 'supply-documents', documents: contents.seal('documents', documents), ...circumstances };
    }
    case 'request-documents': {
      const { type: _, ...request } = wish;
      if (wish.dueOn !== undefined && wish.dueOn < dateInBerlin(circumstances.at)) {
        throw invalidField(
          '/dueOn',
          'in-the-past',
          'Die Frist liegt in der Vergangenheit.',
          'The date is in the past.',
        );
      }
      const dueOn = wish.dueOn === undefined ? {} : { dueOn: wish.dueOn };
      const ciphertext = contents.seal('document-request', request);
      return { type: 'request-documents', request: ciphertext, ...dueOn, ...circumstances };
    }
    case 'decide': {
      const { type: _, outcome, ...text } = wish;
      const notice = contents.sealUnlessSame('notice', text, standingDecision(state)?.notice);
      return {
        type: 'decide',
        outcome,
        notice,
        informsOnRemedies: wish.legalRemedies !== undefined,
        ...circumstances,
      };
    }
    case 'correct': {
      const correction = contents.seal('correction', { text: wish.text });
      return { type: 'correct', entry: wish.entry, correction, ...circumstances };
    }
  }
}

function invalidField(pointer: string, rule: string, de: string, en: string): Problem {
  return invalidInput([{ pointer, rule, message: { de, en } }]);
}
