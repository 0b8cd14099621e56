import { Link } from 'react-router';
import { MailLink, PhoneLink } from '../parts/contact-links';
import type { Text } from './text';

/** How to use the portal, in easy English: short sentences, one thought each. */
export const easyLanguage: Text = {
  title: 'Easy language',
  description: 'How to use the service portal, in easy words.',
  Body: ({ city: { name, support, listName } }) => (
    <div className="p-easy">
      <p className="p-lead">Welcome!</p>
      <p>This is the website of: {name}.</p>
      <p>The website is called: service portal.</p>
      <p>You can do many things here.</p>
      <p>You do not have to go to an office.</p>
      <h2 className="kern-heading-large">What can I do here?</h2>
      <p>For example, you can:</p>
      <ul>
        <li>register a dog</li>
        <li>order a certificate</li>
        <li>get a parking permit</li>
      </ul>
      <p>
        You find everything here: <Link to="/en/dienstleistungen">Services from A to Z</Link>.
      </p>
      <p>You can read everything.</p>
      <p>You do not have to sign in for that.</p>
      <h2 className="kern-heading-large">How do I apply?</h2>
      <p>When you apply, you ask the office for something.</p>
      <p>This is how it works:</p>
      <ol>
        <li>Look for what you need.</li>
        <li>
          Read the page. <br />
          It says: what it costs, what you need, how long it takes.
        </li>
        <li>
          Press the big button. <br />
          Sometimes you have to sign in.
        </li>
        <li>Fill in the boxes.</li>
        <li>Check everything again.</li>
        <li>Send it.</li>
      </ol>
      <p>Do you need a break?</p>
      <p>That is no problem.</p>
      <p>We save everything.</p>
      <p>You can go on later.</p>
      <h2 className="kern-heading-large">What does “sign in” mean?</h2>
      <p>When you sign in, you tell us: this is me.</p>
      <p>Then the portal knows your name.</p>
      <p>Sometimes you need BundID for that.</p>
      <p>BundID is an account on the internet.</p>
      <p>It belongs to the state and costs nothing.</p>
      <h2 className="kern-heading-large">What happens then?</h2>
      <p>People at the office read what you have sent.</p>
      <p>
        The portal shows you how far they are. <br />
        The page is called: <Link to="/en/antraege">{listName.en}</Link>.
      </p>
      <p>When something is new, you get an e-mail.</p>
      <p>The e-mail only says: something is new.</p>
      <p>You read the rest in the portal.</p>
      <p>So nobody else can read it.</p>
      <h2 className="kern-heading-large">Can everybody use the portal?</h2>
      <p>
        Here we say what works well and what does not yet:{' '}
        <Link to="/en/barrierefreiheit">Accessibility statement</Link>. <br />
        That text is not in easy language.
      </p>
      <p>Something does not work?</p>
      <p>
        Tell us: <Link to="/en/barriere-melden">Report a barrier</Link>.
      </p>
      <h2 className="kern-heading-large">Who helps me?</h2>
      <p>
        Call us: <PhoneLink phone={support.phone} />
      </p>
      <p>
        Or write to us: <MailLink address={support.email} />
      </p>
      <p>You can also come to the office.</p>
      <p>Every page says where it is.</p>
    </div>
  ),
};
