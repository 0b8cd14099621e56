import { Link } from 'react-router';
import { OutsideLink } from '#ui';
import { MailLink } from '../parts/contact-links';
import type { Text } from './text';

/** The page for people who sign, in German. */
export const signLanguage: Text = {
  title: 'Gebärden\u00adsprache',
  description: 'Das Serviceportal in Deutscher Gebärdensprache, und wie wir Ihnen helfen.',
  Body: ({ city: { support, signLanguageVideo: video } }) => (
    <>
      {video ? (
        <>
          <p className="p-lead">
            Ein Video erklärt dieses Portal in Deutscher Gebärdensprache. Es dauert {video.minutes}{' '}
            {video.minutes === 1 ? 'Minute' : 'Minuten'}.
          </p>
          <p>
            <OutsideLink href={video.url} note="(öffnet in einem neuen Tab)">
              Video in Gebärdensprache ansehen
            </OutsideLink>
          </p>
          <h2 className="kern-heading-large">Das Video als Text</h2>
          <p>{video.transcript.de}</p>
        </>
      ) : (
        <>
          <p className="p-lead">Ein Video in Deutscher Gebärdensprache gibt es hier noch nicht.</p>
          <p>
            Bis dahin erklären wir das Portal in <Link to="/leichte-sprache">Leichter Sprache</Link>.
          </p>
        </>
      )}
      <h2 className="kern-heading-large">So erreichen Sie uns in Gebärdensprache</h2>
      <p>
        Die Behördennummer 115 hat ein Gebärdentelefon. Dort beantworten gehörlose und hörende Menschen Ihre
        Fragen an die Verwaltung per Video in Deutscher Gebärdensprache:{' '}
        <a href="https://www.115.de">www.115.de, Gebärdentelefon</a>.
      </p>
      <h2 className="kern-heading-large">Dolmetscherin oder Dolmetscher für einen Termin</h2>
      <p>
        Für Ihr Gespräch mit der Verwaltung haben Sie ein Recht auf Gebärdensprache (§ 8 BGG NRW). Das kostet
        Sie nichts. Schreiben Sie uns vorher, damit wir jemanden einladen:{' '}
        <MailLink address={support.email} />
      </p>
    </>
  ),
};
