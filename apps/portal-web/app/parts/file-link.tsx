import { useWords } from '../words/use-words';
import { useLanguage } from '../language';
import { sizeText } from './file-size';

/** A file that can be saved, and how large it is; where it cannot be opened (yet), its name and why. */
export function FileLink({
  name,
  size,
  href,
}: {
  /** As it was given; absent where it was erased. */
  readonly name: string | undefined;
  /** Bytes. */
  readonly size: number;
  /** Where it is; undefined where nobody can open it. */
  readonly href: string | undefined;
}) {
  const words = useWords('messages');
  const language = useLanguage();
  const title = `${name ?? words('erasedFile')} (${sizeText(size, language)})`;
  if (href === undefined)
    return (
      <p className="p-muted">
        {title} – {words('notOpen')}
      </p>
    );
  return (
    <p>
      <a className="p-link p-tap" href={href}>
        <span className="kern-icon kern-icon--download" aria-hidden="true" />
        {title}
      </a>
    </p>
  );
}
