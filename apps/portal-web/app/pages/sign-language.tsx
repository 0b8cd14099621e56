import { ShownText } from '../parts/shown-text';
import { signLanguage as de } from '../texts/sign-language.de';
import { signLanguage as en } from '../texts/sign-language.en';

/** How to use the portal, in sign language (BITV § 4). */
export default function SignLanguage() {
  return <ShownText texts={{ de, en }} />;
}
