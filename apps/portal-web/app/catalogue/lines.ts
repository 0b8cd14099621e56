import type { Schema } from '#api-client';
import type { Language } from '../language';

type Listed = Schema<'ListedService'>;

/** A service as a row of a list, in one language: no more than the row shows. */
export interface ServiceLine {
  readonly key: string;
  readonly title: string;
  readonly fee: Pick<Listed['fee'], 'amountCents' | 'byForm' | 'payment'> & { readonly note?: string };
  readonly offer: Listed['offer'];
  readonly signIn: Listed['filing']['signIn'];
  readonly levelOfAssurance: Listed['levelOfAssurance'];
  readonly eid: boolean;
  readonly days?: number;
}

/** The row of a service. */
export function lineOf(service: Listed, language: Language): ServiceLine {
  const { key, title, fee, offer, filing, levelOfAssurance, eidPerApplication, processingDays } = service;
  const { amountCents, byForm, payment, note } = fee;
  return {
    ...{ key, title: title[language], offer, signIn: filing.signIn, levelOfAssurance },
    fee: { amountCents, byForm, payment, ...(note && { note: note[language] }) },
    eid: eidPerApplication === true,
    ...(processingDays !== undefined && { days: processingDays }),
  };
}

/** Under which letter of the A–Z list a title stands: umlauts with their vowels, what begins with no letter under `#`. */
export function letterOf(title: string): string {
  const [letter = ''] = title.normalize('NFD').toUpperCase();
  return /[A-Z]/.test(letter) ? letter : '#';
}

/** The letters of the alphabet. */
export const alphabet = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Rows by letter, A–Z in the language of their titles. */
export function byLetter(
  lines: readonly ServiceLine[],
  language: Language,
): readonly (readonly [letter: string, services: readonly ServiceLine[]])[] {
  const groups = new Map<string, ServiceLine[]>();
  for (const line of [...lines].sort((left, right) => left.title.localeCompare(right.title, language))) {
    const letter = letterOf(line.title);
    groups.set(letter, [...(groups.get(letter) ?? []), line]);
  }
  return [...groups];
}

/** The keys of the services on top of the start page: as the city says, else the first of each topic in turn. No person is counted. */
export function mostWanted(
  { mostWanted: chosen, topics }: Pick<Schema<'PublicTenant'>, 'mostWanted' | 'topics'>,
  services: readonly Listed[],
  most = 6,
): readonly string[] {
  const open = services.filter(({ offer }) => offer === 'open');
  if (chosen !== undefined) return chosen.filter((key) => open.some((one) => one.key === key));
  const queues = topics.map(({ key }) => open.filter((service) => service.topics.includes(key)));
  const turns = Math.max(0, ...queues.map(({ length }) => length));
  const inTurn = Array.from({ length: turns }, (_, turn) =>
    queues.flatMap((queue) => queue[turn] ?? []),
  ).flat();
  return [...new Set(inTurn.map(({ key }) => key))].slice(0, most);
}
