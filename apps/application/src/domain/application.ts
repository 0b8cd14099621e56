import { Refusal, type Decider } from '#event-sourcing/decider';
import type { ApplicationCommand, Submit } from './commands';
import { levelsOfAssurance, type ApplicationEvent, type Ciphertext } from './events';
import { begun, evolve, filed, isFiled, standingDecision, type Application } from './state';
import { allowedCommands, findTransition, transitions } from './transitions';

/** The Antrag. Every command of every party goes through here, and the status is the fold of what comes out. */
export const applicationDecider: Decider<Application, ApplicationCommand, ApplicationEvent> = {
  initialState: { status: 'none' },
  decide,
  evolve,
};

/**
 * What follows from a command.
 * @throws Refusal with `allowed`, the commands that the role may give now.
 */
export function decide(command: ApplicationCommand, application: Application): readonly ApplicationEvent[] {
  refuseForeignRole(command, application);
  if (isAlreadySo(command, application)) return [];
  refuseByStatus(command, application);
  refuseOwnApplication(command, application);

  switch (command.type) {
    case 'draft': {
      const { personId, actingFor } = command.by;
      const { reference, serviceKey, configurationVersion, office, form, declarationHash } = command;
      const persons =
        actingFor === undefined
          ? { applicantId: personId }
          : { applicantId: actingFor, representativeId: personId };
      const data = { reference, serviceKey, configurationVersion, office, ...persons, form, declarationHash };
      return [{ type: 'ApplicationDrafted', data }];
    }
    case 'save-form':
      return [{ type: 'FormSaved', data: { form: command.form, declarationHash: command.declarationHash } }];
    case 'submit': {
      const { declarationHash } = begun(application);
      refuseIncompleteSubmission(command, declarationHash);
      const { at: submittedAt, identity, level } = command;
      const data = { submittedAt, declarationHash, levelOfAssurance: level.present, identity };
      // Submitted and filed are separate facts, here in one append because nothing has to happen between them.
      return [
        { type: 'ApplicationSubmitted', data },
        { type: 'ApplicationFiled', data: { filedAt: submittedAt } },
      ];
    }
    case 'withdraw':
      return [{ type: 'ApplicationWithdrawn', data: withReason(command.reason) }];
    case 'supply-documents':
      return [{ type: 'DocumentsSupplied', data: { suppliedAt: command.at, documents: command.documents } }];
    case 'assign':
      if (command.assignee !== command.by.personId && command.by.role !== 'head-of-office') {
        throw new Refusal('assigns-only-to-self', { allowed: allowedNow(command, application) });
      }
      return [{ type: 'CaseAssigned', data: { assignedTo: command.assignee } }];
    case 'start':
      return filed(application).assignedTo === undefined
        ? [
            { type: 'CaseAssigned', data: { assignedTo: command.by.personId } },
            { type: 'ProcessingStarted', data: {} },
          ]
        : [{ type: 'ProcessingStarted', data: {} }];
    case 'forward': {
      const data = {
        fromOffice: begun(application).office,
        office: command.office,
        ...withReason(command.reason),
      };
      return [{ type: 'CaseForwarded', data }];
    }
    case 'request-documents': {
      const dueOn = command.dueOn === undefined ? {} : { dueOn: command.dueOn };
      return [
        { type: 'DocumentsRequested', data: { requestedAt: command.at, request: command.request, ...dueOn } },
      ];
    }
    case 'decide': {
      const { outcome, at: decidedAt, notice, informsOnRemedies } = command;
      // Only a refusal may be decided upon an incomplete file (law 5).
      if (application.status === 'action-required' && outcome !== 'rejected') {
        throw new Refusal('documents-missing', { allowed: allowedNow(command, application) });
      }
      if (outcome !== 'granted' && !informsOnRemedies) {
        throw new Refusal('legal-remedies-missing', { allowed: allowedNow(command, application) });
      }
      return [{ type: 'DecisionIssued', data: { outcome, decidedAt, notice, informsOnRemedies } }];
    }
    case 'correct':
      if (command.entry < 1 || command.entry > begun(application).entries) {
        throw new Refusal('no-such-entry', { entries: begun(application).entries });
      }
      return [{ type: 'EntryCorrected', data: { entry: command.entry, correction: command.correction } }];
    case 'close':
      return [{ type: 'CaseClosed', data: {} }];
    case 'reopen':
      return [{ type: 'CaseReopened', data: { reason: command.reason } }];
    case 'provide-notice':
      if (standingDecision(application)?.version !== command.decisionVersion) {
        throw new Refusal('not-the-standing-decision', { decision: standingDecision(application)?.version });
      }
      return [
        {
          type: 'NoticeProvided',
          data: { noticeId: command.noticeId, decisionVersion: command.decisionVersion },
        },
      ];
    case 'notice-retrieved':
      if (
        !isFiled(application) ||
        !application.notices.some(({ noticeId }) => noticeId === command.noticeId)
      ) {
        throw new Refusal('unknown-notice', { noticeId: command.noticeId });
      }
      return [{ type: 'NoticeRetrieved', data: { noticeId: command.noticeId } }];
  }
}

/** A wish that is already true: nothing follows, and nobody is told off. */
function isAlreadySo(command: ApplicationCommand, application: Application): boolean {
  if (application.status === 'none') return false;
  switch (command.type) {
    case 'save-form':
      return application.status === 'draft' && application.form === command.form;
    case 'withdraw':
      return application.status === 'withdrawn';
    case 'assign':
      return (
        isFiled(application) && application.assignedTo === command.assignee && application.status !== 'closed'
      );
    case 'start':
      return (
        application.status === 'in-processing' && application.started && application.assignedTo !== undefined
      );
    case 'forward':
      return isFiled(application) && application.office === command.office && application.status !== 'closed';
    case 'decide': {
      const decision = standingDecision(application);
      return decision?.outcome === command.outcome && decision.notice === command.notice;
    }
    case 'close':
      return application.status === 'closed';
    case 'provide-notice':
      return (
        isFiled(application) && application.notices.some(({ noticeId }) => noticeId === command.noticeId)
      );
    case 'notice-retrieved':
      return (
        isFiled(application) &&
        application.notices.some(({ noticeId, retrieved }) => noticeId === command.noticeId && retrieved)
      );
    case 'draft':
    case 'submit':
    case 'supply-documents':
    case 'request-documents':
    case 'correct':
    case 'reopen':
      return false;
  }
}

function refuseForeignRole(command: ApplicationCommand, application: Application): void {
  const mayEver = transitions.some(
    (row) => row.command === command.type && row.roles.includes(command.by.role),
  );
  if (!mayEver) throw new Refusal('role-missing', { allowed: allowedNow(command, application) });
}

function refuseByStatus(command: ApplicationCommand, application: Application): void {
  if (findTransition(command.type, application.status) !== undefined) return;
  // A decided case is closed only once its notice lies in the mailbox: otherwise it would never be announced (law 1).
  const awaitsNotice = command.type === 'close' && application.status.startsWith('decided-');
  throw new Refusal(awaitsNotice ? 'notice-not-provided' : 'not-allowed-now', {
    command: command.type,
    status: application.status,
    allowed: allowedNow(command, application),
  });
}

/** Nobody acts as an official in a matter of their own, nor lets it be assigned to them (§ 20 VwVfG, law 7). */
function refuseOwnApplication(command: ApplicationCommand, application: Application): void {
  if (application.status === 'none') return;
  const parties = [application.applicantId, application.representativeId];
  const isOfficial = command.by.role === 'caseworker' || command.by.role === 'head-of-office';
  const official =
    command.type === 'assign' ? [command.by.personId, command.assignee] : [command.by.personId];
  if (isOfficial && official.some((personId) => parties.includes(personId))) {
    throw new Refusal('own-application', { allowed: [] });
  }
}

/** What the person can do least about comes first: the level and the fee do not depend on the form. */
function refuseIncompleteSubmission(command: Submit, declarationHash: string): void {
  const { required, present } = command.level;
  if (levelsOfAssurance.indexOf(present) < levelsOfAssurance.indexOf(required)) {
    throw new Refusal('level-of-assurance-too-low', {
      required,
      present,
      allowed: ['save-form', 'withdraw'],
    });
  }
  if (command.filing.kind === 'pay-first') {
    const fee = { amountCents: command.filing.amountCents, currency: 'EUR' };
    throw new Refusal('payment-required', { fee, missing: 'payment', allowed: ['save-form', 'withdraw'] });
  }
  if (command.reviewed === undefined || !command.warningAcknowledged) {
    throw new Refusal('review-required', { allowed: ['save-form', 'submit', 'withdraw'] });
  }
  if (command.reviewed !== declarationHash) {
    throw new Refusal('reviewed-form-changed', { allowed: ['save-form', 'submit', 'withdraw'] });
  }
  if (command.formErrors.length > 0) {
    throw new Refusal('form-invalid', { errors: command.formErrors, allowed: ['save-form', 'withdraw'] });
  }
}

function allowedNow(command: ApplicationCommand, application: Application): readonly string[] {
  return allowedCommands(application.status, command.by.role);
}

function withReason(reason: Ciphertext | undefined): { reason?: Ciphertext } {
  return reason === undefined ? {} : { reason };
}
