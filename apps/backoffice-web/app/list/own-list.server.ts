import { entered, type ActingHeaders } from '#pages';
import type { Visit } from '../visit.server';
import { sizes, sortNamed } from './asked';
import { allColumns } from './columns';

/**
 * Keeps what a form says of somebody's own list. @returns the answer of the API
 * @param sent the headers with which it acts
 */
export function keepWanted(
  { api }: Visit,
  form: FormData,
  sent: { readonly headers: Record<keyof ActingHeaders, string> },
) {
  const named = { ...sent, params: { path: { id: entered(form, 'welche') } } };
  const name = entered(form, 'name').trim();
  switch (entered(form, 'was')) {
    case 'speichern':
      return api.POST('/api/own-lists/searches', { ...sent, body: { name, query: entered(form, 'suche') } });
    case 'umbenennen':
      return api.PUT('/api/own-lists/searches/{id}', { ...named, body: { name } });
    case 'loeschen':
      return api.DELETE('/api/own-lists/searches/{id}', named);
    case 'ueblich':
      return api.DELETE('/api/own-lists/settings', sent);
    default:
      return api.PUT('/api/own-lists/settings', { ...sent, body: wantedIn(form) });
  }
}

/** Where somebody goes on after that: a search that was kept is looked at. */
export function keptAs(form: FormData): string {
  return entered(form, 'was') === 'speichern'
    ? `/vorgaenge?${entered(form, 'suche')}`
    : '/vorgaenge/einrichten';
}

function wantedIn(form: FormData) {
  const chosen = form.getAll('spalte');
  const rows = Number(entered(form, 'zeilen'));
  return {
    columns: allColumns.filter((column) => chosen.includes(column)),
    sort: sortNamed(entered(form, 'sortierung')),
    direction: entered(form, 'richtung') === 'ab' ? ('descending' as const) : ('ascending' as const),
    rows: sizes.find((size) => size === rows) ?? sizes[0],
  };
}
