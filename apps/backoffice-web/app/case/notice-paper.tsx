import { useLanguage } from '#pages';
import { useFrame } from '../frame';
import { useWords } from '../words';
import type { Case } from './acts';

/** A notice as its reader will have it, which is German whatever the office's page is in; what stands above the seal is sealed. */
export function NoticePaper({
  shown,
  text,
  legalRemedies,
}: {
  readonly shown: Case;
  readonly text: string | undefined;
  readonly legalRemedies: string | undefined;
}) {
  const words = useWords('fields');
  const language = useLanguage();
  const city = useFrame()?.city;
  const office = city?.offices.find(({ key }) => key === shown.office)?.name.de ?? '';
  return (
    <article className="b-paper" aria-label={words('preview')} lang="de">
      <div className="b-paper__head">
        <div>
          <b>{city?.name}</b>
          <br />
          {office}
        </div>
        <div>
          Aktenzeichen
          <br />
          <span className="b-ref">{shown.reference}</span>
        </div>
      </div>
      <p>
        <b>
          Bescheid: <span lang={language}>{shown.title}</span>
        </b>
      </p>
      <p>{text || words('previewEmpty')}</p>
      {legalRemedies && (
        <>
          <p>
            <b>Rechtsbehelfsbelehrung</b>
          </p>
          <p>{legalRemedies}</p>
        </>
      )}
      <p className="b-paper__seal">Raum für das Siegel</p>
    </article>
  );
}
