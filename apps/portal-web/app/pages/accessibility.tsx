import { ShownText } from '../parts/shown-text';
import { accessibility as de } from '../texts/accessibility.de';
import { accessibility as en } from '../texts/accessibility.en';

/** How far everybody can use the portal, and whom to tell where they cannot (BGG NRW § 10b, BITVNRW, R24, law 13). */
export default function Accessibility() {
  return <ShownText texts={{ de, en }} />;
}
