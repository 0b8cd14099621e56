import { ShownText } from '../parts/shown-text';
import { imprint as de } from '../texts/imprint.de';
import { imprint as en } from '../texts/imprint.en';

/** Who offers the portal (§ 5 DDG). */
export default function Imprint() {
  return <ShownText texts={{ de, en }} />;
}
