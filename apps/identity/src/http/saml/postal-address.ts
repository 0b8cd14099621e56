/** Street and house number of an address line, where it can be told which is which. */
export interface StreetAddress {
  readonly street: string;
  readonly houseNumber?: string;
}

const houseNumber = String.raw`\d{1,5}(?: ?\p{L}(?!\p{L}))?(?: ?[-–+/] ?\d{1,5}(?: ?\p{L}(?!\p{L}))?)?`;
const lastNumber = new RegExp(String.raw`^(?<street>.+?),? +(?<number>${houseNumber})$`, 'u');
/** A name of a street: no digit in it but of a day, as in "Straße des 17. Juni". */
const streetName = /^\P{N}*(\d{1,2}\. \P{N}+)?$/u;
/** Mannheim has squares instead of streets: "C 4, 12". */
const square = /^[A-U] ?\d{1,2}$/;
/** What is no name without its number: "Straße 12". */
const onlyAWord = /^(str(\.|aße|asse)|weg|platz|allee|haus|nr\.?|no\.?)$/i;

/**
 * Splits what BundID tells as one line (`postalAddress`), as far as it is safe: a line that may be read in two ways stays as it is.
 * @param country ISO alpha-2; other countries write the number elsewhere
 */
export function streetAddress(line: string, country: string | undefined): StreetAddress {
  const { street, number } = lastNumber.exec(line)?.groups ?? {};
  const isGerman = country === undefined || /^de$/i.test(country);
  if (!isGerman || street === undefined || number === undefined) return { street: line };
  const isName = streetName.test(street) && !street.includes(',') && !onlyAWord.test(street);
  return isName || square.test(street) ? { street, houseNumber: number } : { street: line };
}
