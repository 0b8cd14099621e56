import { Alert } from '#ui';
import { useFrame } from '../frame';
import { useLanguage } from '../language';
import { useWords } from '../words/use-words';

/** What the city has to say on every page while it holds, e.g. that something does not work just now. */
export function CityNotice() {
  const words = useWords('frame');
  const language = useLanguage();
  const notice = useFrame()?.city.notice;
  if (notice === undefined) return null;
  return (
    <section className="p-notice" aria-label={words('notice')}>
      <div className="p-container">
        <Alert kind="info" title={notice.text[language]} level="p" />
      </div>
    </section>
  );
}
