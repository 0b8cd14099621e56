import type { Browser } from 'playwright-core';
import type { OwnSystem } from '../http/system';
import type { MeasuredPages } from './pages';

/** What is looked at, and with what. */
export interface Looked {
  readonly system: OwnSystem;
  readonly browser: Browser;
  readonly pages: MeasuredPages;
}

/** How much is measured. */
export interface WebExtent {
  /** Loads of each page in a browser; the figure is the median. */
  readonly rounds: number;
  /** How long and on how many connections the server is asked for a page. */
  readonly seconds: number;
  readonly clients: number;
  /** Open cases of the work list; twice as many are closed. */
  readonly cases: number;
  /** How often the server is asked for a page of the back-office. */
  readonly times: number;
}
