import type { Outcome } from '../domain/events';

/** What somebody asks for, in plain text, as it comes in over HTTP or Kafka; the handler seals it into a command of the domain. */
export type Wish =
  | { readonly type: 'draft'; readonly serviceKey: string }
  | { readonly type: 'save-form'; readonly patch: Readonly<Record<string, unknown>> }
  | { readonly type: 'submit'; readonly declarationHash?: string; readonly warningAcknowledged: boolean }
  | { readonly type: 'withdraw'; readonly reason?: string }
  | { readonly type: 'supply-documents'; readonly text?: string; readonly documents: readonly string[] }
  | { readonly type: 'assign'; readonly assignee?: string }
  | { readonly type: 'start' }
  | { readonly type: 'forward'; readonly office: string; readonly reason?: string }
  | {
      readonly type: 'request-documents';
      readonly text: string;
      readonly documents: readonly string[];
      /** Calendar date. */
      readonly dueOn?: string;
    }
  | {
      readonly type: 'decide';
      readonly outcome: Outcome;
      readonly text: string;
      readonly legalRemedies?: string;
    }
  | { readonly type: 'correct'; readonly entry: number; readonly text: string }
  | { readonly type: 'close' }
  | { readonly type: 'reopen'; readonly reason: string }
  | { readonly type: 'provide-notice'; readonly noticeId: string; readonly decisionVersion: number }
  | { readonly type: 'notice-retrieved'; readonly noticeId: string };
