import { Link } from 'react-router';
import { MailLink, PhoneLink } from '../parts/contact-links';
import { Time } from '../parts/times';
import { MonitoringBody, OmbudsOffice } from './offices-of-the-state';
import type { Text } from './text';

/** The accessibility statement in English. */
export const accessibility: Text = {
  title: 'Accessibility statement',
  description: 'How accessible this service portal is, and how you report barriers.',
  Body: ({ city: { name, support, accessibility: said, signLanguageVideo } }) => (
    <>
      <p className="p-lead">
        {name} wants everybody to be able to use this portal. This statement is about this portal.
      </p>
      <h2 className="kern-heading-large">How accessible is the portal?</h2>
      <p>
        Section 10 of the disability equality act of North Rhine-Westphalia (BGG NRW) and the ordinance
        BITVNRW apply, and with them the standard EN 301 549 and the guidelines WCAG 2.1 (level AA). The
        portal largely conforms to them. The next section says where it does not.
      </p>
      <h2 className="kern-heading-large">What is not accessible yet?</h2>
      <ul>
        <li>
          Documents that other people upload, for example photos of papers, often have no text that can be
          read aloud. The responsible office reads them to you on the phone.
        </li>
        <li>
          Pages of other providers (BundID, AusweisApp, payment services) have statements of their own. We
          have no influence on them.
        </li>
        {!signLanguageVideo && (
          <li>
            There is no video in German Sign Language yet. The page{' '}
            <Link to="/en/gebaerdensprache">Sign language</Link> says how we can help you all the same.
          </li>
        )}
        {said?.barriers?.map(({ en }) => (
          <li key={en}>{en}</li>
        ))}
      </ul>
      <h2 className="kern-heading-large">When was this assessed?</h2>
      <p>
        {said ? (
          <>
            This statement rests on a self-assessment of <Time at={said.assessedOn} form="day" />.
          </>
        ) : (
          'This statement rests on a self-assessment.'
        )}{' '}
        Every page is checked automatically before every change of the program: in both languages, by keyboard
        alone, on narrow screens and much enlarged.
      </p>
      <h2 className="kern-heading-large">Report a barrier</h2>
      <p>
        You meet an obstacle, or need something in another form? Write to us:{' '}
        <Link to="/en/barriere-melden">Report a barrier</Link>. Or: phone <PhoneLink phone={support.phone} />,
        e-mail <MailLink address={support.feedbackEmail} />.
      </p>
      <h2 className="kern-heading-large">If we do not help: the ombuds procedure</h2>
      <p>
        If we do not answer, or not to your satisfaction, the ombuds office of the state helps (BGG NRW
        section 10d). It is free of charge, and you need no lawyer.
      </p>
      <OmbudsOffice />
      <h2 className="kern-heading-large">Who monitors this?</h2>
      <MonitoringBody />
    </>
  ),
};
