import { useLanguage, type Language } from '../language';
import { timeText } from '../parts/times';
import { useWords } from '../words/use-words';
import type { AttributeName } from './attributes';

/** A value as people read it: days, countries and codes in words. */
export function useAttributeText(): (name: AttributeName, value: string) => string {
  const language = useLanguage();
  const words = useWords('ownData');
  return (name, value) => {
    if (name === 'dateOfBirth')
      return /^\d{4}-\d{2}-\d{2}$/.test(value) ? timeText(value, 'day', language) : value;
    if (name === 'gender') return isGender(value) ? words(`gender-${value}`) : value;
    if (name === 'documentType') return isDocument(value) ? words(`document-${value}`) : value;
    return countries.includes(name) ? countryName(value, language) : value;
  };
}

/** What holds the code of a country. */
const countries: readonly AttributeName[] = ['nationality', 'issuingCountry', 'country'];

const isGender = (code: string): code is '0' | '1' | '2' | '9' => ['0', '1', '2', '9'].includes(code);
const isDocument = (code: string): code is 'ID' | 'AR' | 'AS' | 'AF' | 'UB' =>
  ['ID', 'AR', 'AS', 'AF', 'UB'].includes(code);

/** Of two letters (ISO 3166), and `D`, as travel documents write Germany; everything else stands for itself. */
function countryName(code: string, language: Language): string {
  const iso = code === 'D' ? 'DE' : code;
  if (!/^[A-Z]{2}$/.test(iso)) return code;
  return new Intl.DisplayNames([language], { type: 'region' }).of(iso) ?? code;
}
