import type { Schema } from '#api-client';
import { unbroken } from '../hyphenated';
import { locales, useLanguage } from '../language';
import { useWords } from '../words/use-words';
import type { ShownService } from './demands';

/** What has to be at hand before one begins: the proofs, each with what it may be. */
export function Documents({ service }: { readonly service: ShownService }) {
  const words = useWords('service');
  const { documents, signatureOnPaper } = service;
  return (
    <section aria-labelledby="unterlagen" className="p-prose">
      <h2 className="kern-heading-large" id="unterlagen">
        {words('needed')}
      </h2>
      {documents.length === 0 && signatureOnPaper !== true ? (
        <p>{words('nothingNeeded')}</p>
      ) : (
        <ul>
          {documents.map((document) => (
            <Proof key={document.key} document={document} />
          ))}
          {signatureOnPaper === true && (
            <li>
              <strong>{words('signature')}</strong>, {words('signatureWhen')}
            </li>
          )}
        </ul>
      )}
      {documents.some(({ required, later }) => !required || later) && <p>{words('laterText')}</p>}
    </section>
  );
}

function Proof({ document }: { readonly document: Schema<'RequiredDocument'> }) {
  const words = useWords('service');
  const language = useLanguage();
  const { title, required, later, types = ['pdf', 'jpeg', 'png'], maxMegabytes = 10 } = document;
  const names = new Intl.ListFormat(locales[language], { type: 'disjunction' }).format(types.map(typeName));
  const when = required ? (later === true ? words('proofLater') : undefined) : words('proofOptional');
  return (
    <li>
      <strong>{unbroken(title[language])}</strong>
      <span className="p-small p-muted">
        {' – '}
        {[when, words('proofTypes', { types: names, megabytes: maxMegabytes })].filter(Boolean).join(', ')}
      </span>
    </li>
  );
}

const typeName = (type: string): string => (type === 'jpeg' ? 'JPG' : type.toUpperCase());
