import { data, isRouteErrorResponse } from 'react-router';

/** A problem as the API tells it (RFC 9457), with whatever else it says. */
export interface Problem {
  /** `urn:serviceportal:problem:…` */
  readonly type: string;
  /** In the reader's language. */
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly correlationId?: string;
  /** What is wrong with which field, in the reader's language. */
  readonly errors?: readonly { readonly pointer: string; readonly message: string }[];
  /** What a form sent that nobody has taken. */
  readonly sent?: Sent;
  readonly [more: string]: unknown;
}

/** Names and values of a form. */
export type Sent = readonly (readonly [name: string, value: string])[];

/** An answer of the API client. */
export interface Answer<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}

/** The stable name of a problem: `stale-version`. */
export const slugOf = ({ type }: Problem): string => type.replace(/^.*:/, '');

export function isProblem(value: unknown): value is Problem {
  return (
    typeof value === 'object' && value !== null && 'type' in value && 'title' in value && 'status' in value
  );
}

/** The problem of an answer that is one; undefined where it went well. */
export function problemOf({ error, response }: Answer<unknown>): Problem | undefined {
  if (response.ok) return undefined;
  if (isProblem(error)) return error;
  return { type: 'urn:serviceportal:problem:unexpected', title: '', status: response.status };
}

/**
 * What an answer brings. @throws data with the problem where it went wrong: the nearest error boundary shows it as a page.
 */
export function found<Data>(answer: Answer<Data>): Data {
  const problem = problemOf(answer);
  if (problem) throw data(problem, { status: problem.status });
  return answer.data as Data;
}

/** The version of what an answer shows, for the `If-Match` of a change. */
export const versionOf = ({ response }: Answer<unknown>): string => response.headers.get('etag') ?? '';

/** That an address leads nowhere. */
export const notFound: Problem = { type: 'urn:serviceportal:problem:not-found', title: '', status: 404 };

/** That the browser has no line: nobody was asked. */
export const offline: Problem = { type: 'urn:serviceportal:problem:offline', title: '', status: 0 };

/** What went wrong in a page, as a problem. */
export function problemIn(error: unknown): Problem {
  if (isRouteErrorResponse(error)) {
    if (isProblem(error.data)) return error.data;
    return { type: 'urn:serviceportal:problem:unexpected', title: '', status: error.status };
  }
  // A server has no line that could be away; in Node there is a navigator, too.
  if (typeof navigator !== 'undefined' && (navigator.onLine as boolean | undefined) === false) return offline;
  return { type: 'urn:serviceportal:problem:unexpected', title: '', status: 500 };
}
