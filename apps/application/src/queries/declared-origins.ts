import { isObject, pointerOf, profileFields, valueAt, type Form, type JsonObject } from '#forms';
import type { IdentitySnapshot } from '../commands/contents';
import type { LevelOfAssurance } from '../domain/application';

/** Where an entry of a declaration comes from, when somebody else than who filed it vouched for it. */
export interface DeclaredOrigin {
  /** JSON pointer of the entry. */
  readonly pointer: string;
  /** Confirmed by a link or a sign-in, or told by a proof of identity. */
  readonly source: 'confirmed' | 'official';
  /** How far this one value was proven. */
  readonly level?: LevelOfAssurance;
  /** By which way in it was told, e.g. `bundid`. */
  readonly method?: string;
}

/**
 * Which entries stand in the declaration as a sign-in or a proof of identity told them when it was submitted (law 10); everything else
 * was typed. Who files for somebody else vouches for nothing by their own profile.
 */
export function originsOf(
  form: Form,
  declared: JsonObject,
  { profile, represented }: Pick<IdentitySnapshot, 'profile' | 'represented'>,
): readonly DeclaredOrigin[] {
  if (represented !== undefined) return [];
  return profileFields(form).flatMap(({ place, attribute }) => {
    const spot = { place, items: [] };
    const known = profile[attribute];
    if (!isObject(known) || known['value'] !== valueAt(spot, declared)) return [];
    const { source, level, method } = known as { source?: string } & Pick<DeclaredOrigin, 'level' | 'method'>;
    if (source !== 'confirmed' && source !== 'official') return [];
    const told = { ...(level !== undefined && { level }), ...(method !== undefined && { method }) };
    return [{ pointer: pointerOf(spot), source, ...told }];
  });
}
