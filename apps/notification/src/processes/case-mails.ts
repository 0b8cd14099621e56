import type { ContractData, ContractEventType } from '#contracts';
import type { FilingEventType } from './filing-mails';
import { aboutTheCase, english, german, nobodyIsTold, type Mail } from './mail';

type CaseEventType = Exclude<Extract<ContractEventType, `application.${string}`>, FilingEventType>;

/** A mail to the applicant when the status that they see has changed (D10, W14). */
const onStatusChange = {
  ...aboutTheCase,
  importance: 'change',
  onlyIf: ({ statusChanged }: { readonly statusChanged: boolean }) => statusChanged,
} as const;

/** Whoever takes a filed case begins with it: to the citizen both is the same change. */
const processingStarted = {
  ...onStatusChange,
  kind: 'processing-started',
  de: german(
    'Die Bearbeitung hat begonnen',
    'die Bearbeitung Ihres Antrags hat begonnen. Den Stand sehen Sie im Serviceportal:',
  ),
  en: english(
    'processing has begun',
    'we have begun to process your application. You see its status in the service portal:',
  ),
} as const;

/** What was asked for is there, whichever way it came. */
const answered = {
  ...onStatusChange,
  kind: 'documents-supplied',
  de: german(
    'Ihre Antwort ist eingegangen',
    'Ihre Antwort auf unsere Rückfrage ist eingegangen. Den Stand der Bearbeitung sehen Sie im Serviceportal:',
  ),
  en: english(
    'we have received your answer',
    'we have received your answer to our query. You see the status of your application in the service portal:',
  ),
} as const;

/** The mails about a case (D10, W14, N5, N6); those about its fee stand apart. */
export const caseMails = {
  // The citizen has just done that, and filing, or the request to pay, follows.
  'application.ApplicationDrafted': nobodyIsTold,
  'application.RepresentationDeclared': nobodyIsTold,
  'application.FormSaved': nobodyIsTold,
  'application.ApplicationSubmitted': nobodyIsTold,
  'application.ApplicationFiled': {
    ...onStatusChange,
    kind: 'application-filed',
    importance: 'receipt',
    confirmsFiling: true,
    de: german(
      'Ihr Antrag ist eingegangen',
      'Ihr Antrag ist bei uns eingegangen. Den Stand der Bearbeitung und alle Nachrichten finden Sie im Serviceportal:',
    ),
    en: english(
      'we have received your application',
      'we have received your application. You find its status and all messages in the service portal:',
    ),
  },
  'application.CaseAssigned': processingStarted,
  // To the citizen nothing has changed.
  'application.CaseReleased': nobodyIsTold,
  'application.ProcessingStarted': processingStarted,
  'application.CaseForwarded': {
    ...onStatusChange,
    kind: 'case-forwarded',
    de: german(
      'Eine andere Stelle bearbeitet Ihren Antrag',
      'Ihr Antrag wurde an eine andere Stelle weitergeleitet. Welche es ist, sehen Sie im Serviceportal:',
    ),
    en: english(
      'another office processes your application',
      'your application was forwarded to another office. You see which one in the service portal:',
    ),
  },
  'application.DocumentsRequested': {
    ...onStatusChange,
    kind: 'action-required',
    importance: 'action',
    de: german(
      'Ihre Mitwirkung ist nötig',
      'zu Ihrem Antrag haben wir eine Rückfrage. Bitte lesen und beantworten Sie sie im Serviceportal:',
    ),
    en: english(
      'we need something from you',
      'we have a query about your application. Please read and answer it in the service portal:',
    ),
  },
  'application.DocumentsSupplied': answered,
  // What was handed in is confirmed with the filing or the answer; what the portal made is told with what it is about.
  'application.DocumentAdded': nobodyIsTold,
  'application.DocumentFinalised': nobodyIsTold,
  // Nobody has to act: it is read in the mailbox and in the case.
  'application.DocumentsSentOn': nobodyIsTold,
  'application.DocumentWithdrawn': {
    ...aboutTheCase,
    kind: 'document-withdrawn',
    importance: 'action',
    de: german(
      'Ein Dokument kann nicht geöffnet werden',
      'eines Ihrer Dokumente kann nicht geöffnet werden. Bitte sehen Sie im Serviceportal nach, und reichen Sie es neu ein:',
    ),
    en: english(
      'a document cannot be opened',
      'one of your documents cannot be opened. Please look it up in the service portal and hand it in again:',
    ),
  },
  // The status stays, so this is not `onStatusChange`; who waits has to be told in time (law 4).
  'application.ProcessingTimeExtended': {
    ...aboutTheCase,
    kind: 'processing-time-extended',
    importance: 'change',
    de: german(
      'Die Bearbeitung Ihres Antrags dauert länger',
      'die Bearbeitung Ihres Antrags dauert länger. Den Grund und das neue Datum lesen Sie im Serviceportal:',
    ),
    en: english(
      'the processing of your application takes longer',
      'the processing of your application takes longer. You read the reason and the new date in the service portal:',
    ),
  },
  'application.DecisionIssued': {
    ...onStatusChange,
    kind: 'decision-issued',
    importance: 'outcome',
    confirmsFiling: true,
    de: german(
      'Über Ihren Antrag ist entschieden',
      'über Ihren Antrag ist entschieden. Näheres finden Sie im Serviceportal:',
    ),
    en: english(
      'your application has been decided',
      'your application has been decided. You find more in the service portal:',
    ),
  },
  // What the office keeps for itself.
  'application.NoteAdded': nobodyIsTold,
  'application.ContactRecorded': answered,
  'application.TaskSet': nobodyIsTold,
  'application.TaskFinished': nobodyIsTold,
  'application.AdviceOverdue': nobodyIsTold,
  'application.ResubmissionSet': nobodyIsTold,
  'application.ResubmissionDue': nobodyIsTold,
  'application.ResubmissionLifted': nobodyIsTold,
  'application.DecisionProposed': nobodyIsTold,
  'application.ProposalSentBack': nobodyIsTold,
  'application.CaseLinked': nobodyIsTold,
  'application.CaseUnlinked': nobodyIsTold,
  // The target date is the office's own aim: what it waits for is read in the portal, and nobody has to act.
  'application.TargetDateSuspended': nobodyIsTold,
  'application.TargetDateResumed': nobodyIsTold,
  'application.EntryCorrected': {
    ...onStatusChange,
    kind: 'status-changed',
    de: german(
      'Neuer Stand Ihres Antrags',
      'der Stand Ihres Antrags hat sich geändert. Sie sehen ihn im Serviceportal:',
    ),
    en: english(
      'new status of your application',
      'the status of your application has changed. You see it in the service portal:',
    ),
  },
  'application.NoticeProvided': {
    ...onStatusChange,
    kind: 'notice-available',
    importance: 'notice',
    confirmsFiling: true,
    page: '/postkorb',
    de: german('Neuer Bescheid', 'es gibt einen neuen Bescheid für Sie. Sie lesen ihn im Serviceportal:'),
    en: english('new notice', 'there is a new notice for you. You read it in the service portal:'),
  },
  'application.NoticeNotified': nobodyIsTold,
  'application.NoticeRetrieved': nobodyIsTold,
  'application.AnnouncementEffective': nobodyIsTold,
  // The notice is no longer where the person was told to look.
  'application.ProvisionEnded': {
    ...onStatusChange,
    kind: 'provision-ended',
    de: german(
      'Ihr Bescheid kommt mit der Post',
      'Ihr Bescheid wird nicht mehr online bereitgestellt; er kommt mit der Post. Näheres finden Sie im Serviceportal:',
    ),
    en: english(
      'your notice comes by post',
      'your notice is no longer provided online; it comes by post. You find more in the service portal:',
    ),
  },
  'application.NoticePosted': nobodyIsTold,
  'application.ApplicationWithdrawn': {
    ...onStatusChange,
    kind: 'application-withdrawn',
    de: german(
      'Ihr Antrag ist zurückgezogen',
      'Ihr Antrag ist zurückgezogen. Sie finden ihn weiterhin im Serviceportal:',
    ),
    en: english(
      'your application is withdrawn',
      'your application is withdrawn. You still find it in the service portal:',
    ),
  },
  'application.DraftEndAnnounced': {
    ...aboutTheCase,
    kind: 'draft-ends',
    importance: 'action',
    de: german(
      'Ihr Entwurf endet bald',
      'ein Entwurf, den Sie begonnen haben, wird bald gelöscht. Bis wann er bleibt, sehen Sie im Serviceportal. Wenn Sie ihn dort ändern, bleibt er länger; wenn Sie ihn nicht mehr brauchen, müssen Sie nichts tun:',
    ),
    en: english(
      'your draft ends soon',
      'a draft that you have begun will soon be deleted. You see in the service portal until when it is kept. If you change it there, it is kept for longer; if you do not need it any more, you need not do anything:',
    ),
  },
  // Its applicant was told before.
  'application.DraftExpired': nobodyIsTold,
  // Whoever claims it has just done that.
  'application.ApplicationClaimed': nobodyIsTold,
  'application.CaseClosed': {
    ...onStatusChange,
    kind: 'case-closed',
    de: german(
      'Ihr Vorgang ist abgeschlossen',
      'Ihr Vorgang ist abgeschlossen. Sie finden ihn weiterhin im Serviceportal:',
    ),
    en: english('your case is closed', 'your case is closed. You still find it in the service portal:'),
  },
  'application.CaseReopened': {
    ...onStatusChange,
    kind: 'case-reopened',
    de: german(
      'Ihr Vorgang ist wieder aufgenommen',
      'Ihr Vorgang ist wieder aufgenommen. Den Stand der Bearbeitung sehen Sie im Serviceportal:',
    ),
    en: english('your case is reopened', 'your case is reopened. You see its status in the service portal:'),
  },
  'application.ApplicantErased': nobodyIsTold,
  'application.CaseAccessed': nobodyIsTold,
} as const satisfies {
  readonly [Type in CaseEventType]: Mail<ContractData<Type>> | typeof nobodyIsTold;
};
