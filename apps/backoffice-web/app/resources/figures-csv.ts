import { found } from '#pages';
import { askedOf, questionOf } from '../figures/asked';
import { counted } from '../figures/totals';
import { signedInOr } from '../signed-in.server';
import { visitOf } from '../visit.server';
import { figures as de } from '../words/figures.de';
import { figures as en } from '../words/figures.en';
import type { Route } from './+types/figures-csv';

/** The figures as a table for a spreadsheet: semicolons and a mark of UTF-8, as those here read it. */
export async function loader({ context, request }: Route.LoaderArgs): Promise<Response> {
  const visit = visitOf(context);
  await signedInOr(visit, request);
  const asked = askedOf(new URL(request.url).searchParams);
  const { from, to, items } = found(
    await visit.api.GET('/api/figures', { params: { query: questionOf(asked) } }),
  );
  const words = visit.language === 'de' ? de : en;
  const head = [words.service, words.office, ...counted.map((name) => words[name]), words.medianDays];
  const decimal = (days: number | null): string =>
    days === null ? '' : visit.language === 'de' ? String(days).replace('.', ',') : String(days);
  const rows = items.map((line) => [
    ...[line.title, line.officeName, ...counted.map((name) => String(line[name]))],
    decimal(line.medianDays),
  ]);
  const text = [head, ...rows].map((cells) => cells.map(cell).join(';')).join('\r\n');
  return new Response(`\ufeff${text}\r\n`, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="zahlen-${from}-${to}.csv"`,
      'Cache-Control': 'no-store',
    },
  });
}

/** A cell is text and never a formula, whatever a title begins with. */
function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
