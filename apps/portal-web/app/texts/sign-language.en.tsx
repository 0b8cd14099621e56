import { Link } from 'react-router';
import { OutsideLink } from '#ui';
import { MailLink } from '../parts/contact-links';
import type { Text } from './text';

/** The page for people who sign, in English. */
export const signLanguage: Text = {
  title: 'Sign language',
  description: 'The service portal in German Sign Language, and how we help you.',
  Body: ({ city: { support, signLanguageVideo: video } }) => (
    <>
      {video ? (
        <>
          <p className="p-lead">
            A video explains this portal in German Sign Language. It takes {video.minutes}{' '}
            {video.minutes === 1 ? 'minute' : 'minutes'}.
          </p>
          <p>
            <OutsideLink href={video.url} note="(opens in a new tab)">
              Watch the video in sign language
            </OutsideLink>
          </p>
          <h2 className="kern-heading-large">The video as text</h2>
          <p>{video.transcript.en}</p>
        </>
      ) : (
        <>
          <p className="p-lead">There is no video in German Sign Language here yet.</p>
          <p>
            Until then we explain the portal in <Link to="/en/leichte-sprache">easy language</Link>.
          </p>
        </>
      )}
      <h2 className="kern-heading-large">How to reach us in sign language</h2>
      <p>
        The authorities’ number 115 has a sign language telephone. Deaf and hearing people answer your
        questions to authorities by video in German Sign Language:{' '}
        <a href="https://www.115.de">www.115.de, sign language telephone</a>.
      </p>
      <h2 className="kern-heading-large">An interpreter for an appointment</h2>
      <p>
        You have a right to sign language when you speak with the administration (BGG NRW section 8). It costs
        you nothing. Write to us before, so that we invite somebody: <MailLink address={support.email} />
      </p>
    </>
  ),
};
