import type { ComponentType } from 'react';
import type { City } from '../frame';
import type { Language } from '../language';

/** A long text in one language: as a document, for it is read as one. Only its own page loads it. */
export interface Text {
  readonly title: string;
  /** For search engines. */
  readonly description: string;
  readonly Body: ComponentType<{ readonly city: City }>;
}

/** The same text in each language. */
export type Texts = Readonly<Record<Language, Text>>;
