import { useLanguage } from '#pages';
import { Time } from '../parts/times';
import { useWords } from '../words';
import type { Case } from './acts';

/** What belongs to the case: what was handed in, what the portal made, and what is missing. */
export function Documents({ shown }: { readonly shown: Case }) {
  const words = useWords('case');
  const language = useLanguage();
  const documents = shown.documents.filter(({ entry }) => entry !== null);
  const addedAt = new Map(shown.history.map(({ version, at }) => [version, at]));
  const size = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  return (
    <section className="b-block" aria-labelledby="dokumente">
      <div className="b-title">
        <h2 id="dokumente">{words('documents')}</h2>
        <span className="b-muted b-small">{documents.length}</span>
      </div>
      <ul className="b-plain">
        {documents.map((one) => {
          const at = addedAt.get(one.entry ?? 0);
          const name = one.name ?? words('erasedDocument');
          return (
            <li key={one.id}>
              {one.mayBeOpened ? (
                <a href={`/api/applications/${shown.id}/documents/${one.id}`}>{name}</a>
              ) : (
                <span>{name}</span>
              )}{' '}
              <span className="b-small b-muted">
                {words(one.origin === 'portal' ? 'fromPortal' : 'fromApplicant')} ·{' '}
                {size.format(Math.max(1, one.size / 1_000))} kB
                {at !== undefined && (
                  <>
                    {' '}
                    · <Time at={at} form="day" />
                  </>
                )}
                {!one.mayBeOpened && <> · {words(one.scan === 'waiting' ? 'beingScanned' : 'notOpened')}</>}
              </span>
            </li>
          );
        })}
        {shown.openProofs.map(({ key, title }) => (
          <li key={key}>
            {title} <span className="b-small b-muted">{words('missing')}</span>
          </li>
        ))}
      </ul>
      {documents.length + shown.openProofs.length === 0 && <p className="b-muted">{words('noDocuments')}</p>}
    </section>
  );
}
