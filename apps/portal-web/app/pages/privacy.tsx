import { ShownText } from '../parts/shown-text';
import { privacy as de } from '../texts/privacy.de';
import { privacy as en } from '../texts/privacy.en';

/** What is kept of whom, for what and how long, and which rights people have (Art. 13 GDPR, R26 D5a W1a D5b). */
export default function Privacy() {
  return <ShownText texts={{ de, en }} />;
}
