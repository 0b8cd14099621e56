import { blocks } from '#forms';
import { comparable } from './names';
import type { FimContent, FimField, FimGroup } from './schema';

/** By which ids of the harmonised building blocks of FIM, and by which names, a field of one of ours is recognised. */
const known: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  person: {
    salutation: ['anrede'],
    title: ['doktorgrad', 'doktorgrade', 'titel', 'akademischer Grad'],
    givenNames: ['F60000000228', 'vornamen', 'vorname'],
    familyName: ['F60000000227', 'familienname', 'nachname'],
    birthName: ['F60000000230', 'geburtsname'],
    birthDate: ['geburtsdatum'],
    birthPlace: ['geburtsort'],
    nationality: ['staatsangehörigkeit'],
  },
  address: {
    street: ['F60000000243', 'straße', 'straßenname'],
    houseNumber: ['F60000000244', 'hausnummer'],
    addition: ['adresszusatz', 'anschriftenzusatz', 'anschriftzusatz'],
    postcode: ['F60000000246', 'postleitzahl', 'PLZ'],
    city: ['F60000000247', 'ort', 'wohnort'],
  },
  contact: {
    email: ['e-mail', 'e-mail-adresse', 'emailadresse'],
    phone: ['telefon', 'telefonnummer', 'rufnummer', 'telefon tagsüber'],
  },
  organisation: {
    name: ['name der Organisation', 'firmenname', 'name der Firma', 'name des Unternehmens'],
    legalForm: ['rechtsform'],
    registerNumber: ['registernummer', 'handelsregisternummer', 'vereinsregisternummer'],
    contactPerson: ['ansprechperson', 'ansprechpartner'],
  },
  vehicle: {
    plate: ['amtliches Kennzeichen', 'kennzeichen', 'KFZ-Kennzeichen'],
    make: ['hersteller', 'fahrzeughersteller', 'marke'],
    model: ['modell', 'fahrzeugmodell'],
    identificationNumber: ['fahrzeug-identifizierungsnummer', 'fahrzeugidentifikationsnummer', 'FIN'],
    firstRegistration: ['datum der Erstzulassung', 'erstzulassung'],
  },
  dog: {
    name: ['rufname', 'name des Hundes', 'rufname des Hundes'],
    breed: ['rasse', 'hunderasse'],
    birthDate: ['wurfdatum', 'geburtsdatum des Hundes'],
    colour: ['farbe', 'fellfarbe'],
    chipNumber: ['chipnummer', 'mikrochipnummer', 'transpondernummer'],
  },
  period: {
    from: ['von', 'beginn', 'anfangsdatum', 'beginn des Zeitraums'],
    until: ['bis', 'ende', 'enddatum', 'ende des Zeitraums'],
  },
  bankAccount: {
    holder: ['kontoinhaber', 'kontoinhaberin', 'name des kontoinhabers', 'kontoinhaber oder kontoinhaberin'],
    iban: ['IBAN'],
    bic: ['BIC'],
  },
};

/** A child is a person of whom less is asked, in words of its own. */
const childFields = ['givenNames', 'familyName', 'birthDate', 'birthPlace'];

/** A group that is one of our building blocks: which, which of its fields in which order, and what stands in it beside them. */
export interface KnownGroup {
  readonly block: string;
  /** Field of the block → where it stands in the schema. */
  readonly fields: ReadonlyMap<string, FimContent & { readonly element: FimField }>;
  readonly others: readonly FimContent[];
}

/** So many fields of a block in one group are that block, and not a name by chance. */
const fewest = 2;

/** The building block that a group is, where it has enough of the fields of one; the one that it has most of. */
export function knownGroup({ label, contents, isChoice }: FimGroup): KnownGroup | undefined {
  if (isChoice) return undefined;
  const candidates = Object.keys(known).map((block): KnownGroup => {
    const fields = new Map<string, FimContent & { readonly element: FimField }>();
    for (const content of contents) {
      const name = fieldOfBlock(block, content);
      if (name !== undefined && !fields.has(name))
        fields.set(name, content as FimContent & { element: FimField });
    }
    const taken = new Set<FimContent>(fields.values());
    return { block, fields, others: contents.filter((content) => !taken.has(content)) };
  });
  const [best] = candidates.sort((left, right) => right.fields.size - left.fields.size);
  if (best === undefined || best.fields.size < fewest) return undefined;
  const isChild = best.block === 'person' && /^(kind(er|es)?|angaben zum kind)\b/i.test(label);
  return isChild && [...best.fields.keys()].every((name) => childFields.includes(name))
    ? { ...best, block: 'child' }
    : best;
}

/** Which field of a block this is: by its id, else by its name; and only where both hold the same kind of value, once. */
function fieldOfBlock(block: string, { element, max }: FimContent): string | undefined {
  if (element.kind !== 'field' || max !== 1 || element.art !== 'input') return undefined;
  const [name] =
    Object.entries(known[block] ?? {}).find(([, signs]) =>
      signs.some((sign) => sign === longId(element.id) || comparable(sign) === comparable(element.label)),
    ) ?? [];
  const field = blocks[block]?.fields.find((one) => one.name === name);
  if (field === undefined) return undefined;
  const isText = element.type === 'text' || element.type === 'text_latin';
  const isAlike = field.text !== undefined ? isText : field.date !== undefined && element.type === 'date';
  return isAlike ? name : undefined;
}

/** Ids of XDatenfelder 2 have fewer digits: `F60000227` is `F60000000227`. */
function longId(id: string): string {
  const [, kind, range, number] = /^([FGS])(\d{5})(\d{3,})$/.exec(id) ?? [];
  return kind === undefined ? id : `${kind}${range}${number?.padStart(6, '0')}`;
}

/** Whether a group is about the person who fills the form in: then it begins with what their profile says. */
export function isAboutApplicant({ label }: FimGroup): boolean {
  return /^(angaben (zu[rm]?|der|des) )?(antragsteller(in)?|antragstellenden? person)\b/i.test(label);
}
