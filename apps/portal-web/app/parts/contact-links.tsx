/** A phone number that can be dialled. */
export function PhoneLink({ phone }: { readonly phone: string }) {
  return <a href={`tel:${phone.replace(/[^+\d]/g, '')}`}>{phone}</a>;
}

/** An e-mail address that can be written to; where a line ends within it, it ends after the at sign. */
export function MailLink({ address }: { readonly address: string }) {
  const [person, ...domain] = address.split('@');
  return (
    <a href={`mailto:${address}`}>
      {person}@<wbr />
      {domain.join('@')}
    </a>
  );
}
