import { DataKeys, KeyDestroyed, type Sealer } from '#encryption';
import { foldStream, type DueHandler, type EventStore } from '#event-sourcing';
import { searchable, wordsOf } from '#forms';
import { Injectable } from '@nestjs/common';
import { addresseeOf } from './addressee';
import { applicationAggregate } from './application.aggregate';
import { CaseContents } from './commands/contents';
import { textOf } from './commands/known-profile';
import { isFiled, type FiledApplication } from './domain/application';
import { replaceNames, type Mark } from './read-models/case-names';
import type { ServiceConfigurations } from './service-configurations';

/** The subject of the data key that a city's names are hashed with; no application has this id. */
const citySubject = '00000000-0000-8000-8000-000000000002';

/** A word is found by its beginning from so many characters on, up to so many; and always by the whole of it. */
const shortestBeginning = 3;
const longestBeginning = 12;
/** What is shorter says nothing. */
const shortestWord = 2;

const address = /\S+@\S+/g;

/**
 * Has cases found by the names and addresses of those whose matter they are, although nothing of them is stored in clear: what is
 * stored are keyed hashes of words and of their beginnings, and who searches has their words hashed alike (ADR 51).
 */
@Injectable()
export class CaseNames {
  constructor(private readonly keys: DataKeys) {}

  /** What a case has to have one of, for each word; empty where nothing was said that could be found. */
  async sought(tenant: string, query: string): Promise<readonly (readonly Mark[])[]> {
    const sealer = await this.sealerOf(tenant);
    const words = wordsOf(query.replace(address, ' ')).filter(([word = '']) => word.length >= shortestWord);
    return [
      ...(query.match(address) ?? []).map((one) => [markOfAddress(sealer, one)]),
      ...words.map((spellings) => spellings.map((word) => markOf(sealer, word))),
    ];
  }

  /** What a case is found by. */
  async marksOf(tenant: string, { lines, addresses }: Named): Promise<readonly Mark[]> {
    const sealer = await this.sealerOf(tenant);
    const words = lines.flatMap((line) => searchable(line).match(/[\p{L}\p{N}]+/gu) ?? []);
    const said = words.filter((word) => word.length >= shortestWord).flatMap(beginningsOf);
    return [
      ...[...new Set(said)].map((word) => markOf(sealer, word)),
      ...addresses.map((one) => markOfAddress(sealer, one)),
    ];
  }

  private sealerOf(tenant: string): Promise<Sealer> {
    return this.keys.sealerFor(tenant, citySubject);
  }
}

/** Whose matter a case is, in words, and their mail addresses. */
export interface Named {
  readonly lines: readonly string[];
  readonly addresses: readonly string[];
}

/** Reads whose matter a case is and has it found by that: once for each case, after it is filed. */
export function namingCases(
  names: CaseNames,
  keys: DataKeys,
  store: Pick<EventStore, 'read'>,
  configurations: ServiceConfigurations,
): DueHandler {
  return async ({ tenant, streamId }, transaction) => {
    const { state } = await foldStream(store, applicationAggregate.decider, { tenant, streamId });
    if (!isFiled(state)) return;
    try {
      const contents = await CaseContents.of(keys, tenant, streamId);
      const service = await configurations.get(tenant, state.serviceKey, state.configurationVersion);
      const named = namedIn(state, contents, service.form.schema);
      await replaceNames(transaction, { tenant, streamId }, await names.marksOf(tenant, named));
    } catch (error) {
      if (!(error instanceof KeyDestroyed)) throw error;
    }
  };
}

/** Applicant, representative and for whom it was filed: names and street as declared, else as identity knew them. */
function namedIn(
  { form: sealed, identity, representation }: FiledApplication,
  contents: CaseContents,
  schema: Parameters<typeof addresseeOf>[0]['schema'],
): Named {
  const { profile, represented } = contents.open('identity', identity);
  const form = sealed === undefined ? {} : contents.open('form', sealed);
  const [name = '', street = ''] = addresseeOf({ schema, form, profile: represented?.profile ?? profile });
  const concerned = representation && contents.open('concerned', representation.person);
  const people = [profile, ...(represented ? [represented.profile] : [])];
  return {
    lines: [
      ...[name, street],
      ...people.flatMap((one) =>
        ['givenName', 'familyName', 'name'].map((attribute) => textOf(one, attribute) ?? ''),
      ),
      ...[concerned?.givenName ?? '', concerned?.familyName ?? '', concerned?.organisation ?? ''],
    ],
    addresses: people.flatMap((one) => textOf(one, 'email') ?? []),
  };
}

function beginningsOf(word: string): readonly string[] {
  const letters = [...word];
  const last = Math.min(letters.length - 1, longestBeginning);
  const lengths = Array.from({ length: Math.max(0, last - shortestBeginning + 1) }, (_, nth) => nth);
  return [word, ...lengths.map((nth) => letters.slice(0, shortestBeginning + nth).join(''))];
}

/** 64 bits of the keyed hash: a case too many among millions does no harm, and is seen to be none. */
const markOf = (sealer: Sealer, word: string): Mark =>
  sealer.fingerprint(word, 'name').readBigInt64BE(0).toString();

const markOfAddress = (sealer: Sealer, one: string): Mark =>
  sealer.fingerprint(one.toLowerCase(), 'mail-address').readBigInt64BE(0).toString();
