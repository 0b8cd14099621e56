import type { Schema } from '#api-client';
import { pathIn, type Language } from '../language';
import { withQuery } from '../own-path';
import { isEnough, type Level } from './choices';

/** Where somebody goes who is signed in already: on, or to the step-up where their level is not enough (D17 R14). */
export function stepUpPath({
  me,
  needed,
  language,
  service,
  back,
}: {
  readonly me: Schema<'MeDto'>;
  readonly needed: Level;
  readonly language: Language;
  readonly service: string | undefined;
  readonly back: string | undefined;
}): string {
  if (isEnough(me.session.levelOfAssurance, needed)) return back ?? pathIn(language, '/antraege');
  return withQuery(pathIn(language, '/anmelden/niveau'), { fuer: service, zurueck: back });
}
