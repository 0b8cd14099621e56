import type { Figure } from '../figures';
import type { OwnSystem } from './system';

/** How much is measured. */
export interface Extent {
  /** Citizens who do something at the same time, and connections that ask. */
  readonly clients: number;
  /** How long a round takes. */
  readonly seconds: number;
  /** How often one thing is done to say how long it takes. */
  readonly samples: number;
  /** Cases that are played from draft to close. */
  readonly cases: number;
  /** Streams of events that are open at once. */
  readonly streams: number;
}

/** Rows of a table for people: what was measured → column → figure. */
export type Rows = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** What a measurement found: tables for people, and the figures that something is promised of. */
export interface Finding {
  readonly tables: readonly { readonly title: string; readonly rows: Rows }[];
  readonly figures: readonly Figure[];
}

/** One thing that is measured of a running system. */
export type Measurement = (system: OwnSystem, extent: Extent) => Promise<Finding>;
