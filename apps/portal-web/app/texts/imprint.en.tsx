import { MailLink, PhoneLink } from '../parts/contact-links';
import type { Text } from './text';

/** The imprint in English. */
export const imprint: Text = {
  title: 'Imprint',
  description: 'Who offers this service portal.',
  Body: ({ city: { name, imprint: said, support } }) => (
    <>
      <p className="p-lead">This portal is offered by: {name}.</p>
      {said && (
        <>
          <h2 className="kern-heading-large">Address</h2>
          <p>{said.postalAddress}</p>
          <h2 className="kern-heading-large">Representation</h2>
          <p>
            {name} is a public corporation. It is represented by {said.representedBy.en}.
          </p>
          {said.vatId && <p>VAT identification number: {said.vatId}</p>}
        </>
      )}
      <h2 className="kern-heading-large">Contact</h2>
      <p>
        Phone: <PhoneLink phone={support.phone} />
        <br />
        E-mail: <MailLink address={support.email} />
      </p>
      <h2 className="kern-heading-large">Costs</h2>
      <p>
        Using the portal is free of charge. If a service costs a fee, its page says so before you fill
        anything in.
      </p>
      <h2 className="kern-heading-large">Technology</h2>
      <p>
        You need a current browser and nothing else. Only for the online ID card do you also need the
        AusweisApp. While a part is being maintained, you can usually go on working.
      </p>
      <h2 className="kern-heading-large">Links to other pages</h2>
      <p>The providers of other pages that we link to are responsible for their content.</p>
    </>
  ),
};
