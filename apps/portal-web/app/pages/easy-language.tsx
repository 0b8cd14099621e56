import { ShownText } from '../parts/shown-text';
import { easyLanguage as de } from '../texts/easy-language.de';
import { easyLanguage as en } from '../texts/easy-language.en';

/** How to use the portal, in Leichte Sprache (BITV § 4). */
export default function EasyLanguage() {
  return <ShownText texts={{ de, en }} />;
}
