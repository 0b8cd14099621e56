import type { WitnessedEvent } from './witnessed-event';

/** Through whose eyes a case is looked at. */
export const parties = ['citizen', 'caseworker', 'auditor'] as const;
export type Party = (typeof parties)[number];

/** Where a case stands, by the witness's own copy alone. Ids, codes and times; the witness knows no content. */
export interface CaseState {
  readonly reference: string;
  readonly serviceKey: string;
  readonly configurationVersion: string;
  readonly office: string;
  readonly applicantId: string;
  /** Status code of `#contracts`. */
  readonly status: string;
  readonly outcome: string | null;
  readonly actionRequired: boolean;
  /** How far the payment of what is owed is, as the application knew; null where nothing is owed. Code of `#contracts`. */
  readonly payment: string | null;
  /** Version of the application's stream. */
  readonly version: number;
  /** Hash of the application's stream at that version: names this state and everything that led to it. */
  readonly hash: string;
  /** @format date-time */
  readonly updatedAt: string;
  readonly filed: boolean;
  /** Messages written so far, by the side that wrote them. */
  readonly messages: { readonly citizen: number; readonly office: number };
  readonly notices: readonly { readonly noticeId: string; readonly retrieved: boolean }[];
  /** Person id of the caseworker; absent in the citizen's view. */
  readonly assignedTo?: string | null;
  /** How often staff looked into the case; in the auditor's view only. */
  readonly accesses?: number;
}

/** The state that events (in the order in which they happened) lead to; undefined for a case nobody has begun. */
export function foldCase(events: readonly WitnessedEvent[]): CaseState | undefined {
  let state: CaseState | undefined;
  for (const event of events) state = evolveCase(state, event);
  return state;
}

/**
 * What a party could see of a state. A draft is nobody's business but the citizen's (D9); who works on a case is not the
 * citizen's, and who looked at it is the auditor's alone.
 */
export function viewOf(state: CaseState | undefined, party: Party): CaseState | undefined {
  if (state === undefined) return undefined;
  const { assignedTo = null, accesses = 0, ...shared } = state;
  switch (party) {
    case 'citizen':
      return shared;
    case 'caseworker':
      return state.filed ? { ...shared, assignedTo } : undefined;
    case 'auditor':
      return { ...shared, assignedTo, accesses };
  }
}

function evolveCase(state: CaseState | undefined, event: WitnessedEvent): CaseState | undefined {
  if (event.source === 'application' && event.streamType === 'application')
    return afterCaseEvent(state, event);
  if (state === undefined) return undefined;
  if (event.type === 'CaseAccessed') return { ...state, accesses: (state.accesses ?? 0) + 1 };
  if (event.source !== 'mailbox') return state;
  switch (event.type) {
    case 'MessageWritten': {
      const author = event.data['recipient'] === 'office' ? 'citizen' : 'office';
      return { ...state, messages: { ...state.messages, [author]: state.messages[author] + 1 } };
    }
    case 'NoticeDeposited':
      return {
        ...state,
        notices: [...state.notices, { noticeId: text(event, 'noticeId'), retrieved: false }],
      };
    case 'NoticeRetrieved': {
      const noticeId = text(event, 'noticeId');
      const notices = state.notices.map((notice) =>
        notice.noticeId === noticeId ? { noticeId, retrieved: true } : notice,
      );
      return { ...state, notices };
    }
    default:
      // Other events of the mailbox, also of a newer release, do not change what this state says.
      return state;
  }
}

function afterCaseEvent(state: CaseState | undefined, event: WitnessedEvent): CaseState {
  const { data } = event;
  return {
    reference: text(event, 'reference'),
    serviceKey: text(event, 'serviceKey'),
    configurationVersion: text(event, 'configurationVersion'),
    office: text(event, 'office'),
    applicantId: text(event, 'applicantId'),
    status: text(event, 'status'),
    outcome: typeof data['outcome'] === 'string' ? data['outcome'] : null,
    actionRequired: data['actionRequired'] === true,
    payment: typeof data['payment'] === 'string' ? data['payment'] : null,
    version: event.version,
    hash: event.hash,
    updatedAt: event.recordedAt,
    filed: (state?.filed ?? false) || event.type === 'ApplicationFiled',
    messages: state?.messages ?? { citizen: 0, office: 0 },
    notices: state?.notices ?? [],
    assignedTo: typeof data['assignedTo'] === 'string' ? data['assignedTo'] : null,
    accesses: state?.accesses ?? 0,
  };
}

/** Every event of an application carries these (`#contracts`). */
function text(event: WitnessedEvent, field: string): string {
  const value = event.data[field];
  if (typeof value !== 'string')
    throw new Error(`event ${event.streamId}/${event.version} says nothing about ${field}`);
  return value;
}
