import { useLanguage } from '../language';
import { timeText } from '../parts/times';
import { useWords } from '../words/use-words';
import { today } from './draft';

/** That everything is saved, since when, and until when it is kept. */
export function SavedNote({
  savedAt,
  endsAt,
  saving = false,
}: {
  readonly savedAt: string;
  readonly endsAt: string;
  readonly saving?: boolean;
}) {
  const words = useWords('form');
  const language = useLanguage();
  const day = timeText(savedAt, 'day', language);
  const values = {
    day,
    time: timeText(savedAt, 'clock', language),
    until: timeText(endsAt, 'day', language),
  };
  const isToday = day === timeText(today(), 'day', language);
  return (
    <p className="p-save p-saved" role="status">
      <span className={`kern-icon kern-icon--${saving ? 'autorenew' : 'check'}`} aria-hidden="true" />
      {saving ? words('saving') : words(isToday ? 'savedNow' : 'savedOn', values)}
    </p>
  );
}
