const longestName = 40;

/** Umlauts and accents as plain letters: `Größe` → `Groesse`. */
function plain(text: string): string {
  return text
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('Ä', 'Ae')
    .replaceAll('Ö', 'Oe')
    .replaceAll('Ü', 'Ue')
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '');
}

function wordsOf(text: string): string[] {
  return plain(text)
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
}

/** The name of a field: `Geburtsdatum des Kindes` → `geburtsdatumDesKindes`. */
export function fieldName(label: string): string {
  const [first = 'feld', ...rest] = wordsOf(label);
  const name = rest.reduce(
    (before, word) =>
      before.length + word.length > longestName
        ? before
        : before + word.charAt(0).toUpperCase() + word.slice(1),
    first.charAt(0).toLowerCase() + first.slice(1, longestName),
  );
  return /^[a-z]/i.test(name) ? name : `feld${name}`;
}

/** A key: `Antrag auf Wohngeld` → `antrag-auf-wohngeld`. */
export function slug(label: string): string {
  const [first = 'dienst', ...rest] = wordsOf(label).map((word) => word.toLowerCase());
  const text = rest.reduce(
    (before, word) => (before.length + word.length >= longestName ? before : `${before}-${word}`),
    first.slice(0, longestName),
  );
  return /^[a-z]/.test(text) ? text : `s-${text}`;
}

/** Texts that are compared without case, accents, blanks and hyphens. */
export function comparable(text: string): string {
  return wordsOf(text).join('').toLowerCase();
}

/** Gives out names, each once: a second one gets a number. */
export class UniqueNames {
  private readonly taken = new Set<string>();

  /** @param candidates the first one that is free, else the last one with a number */
  take(...candidates: readonly [string, ...string[]]): string {
    const last = candidates.at(-1) ?? candidates[0];
    let name = candidates.find((one) => !this.taken.has(one)) ?? last;
    for (let number = 2; this.taken.has(name); number += 1) name = `${last}${number}`;
    this.taken.add(name);
    return name;
  }
}
