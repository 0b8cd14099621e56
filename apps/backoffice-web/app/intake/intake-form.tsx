import { useRef, useState } from 'react';
import { Form } from 'react-router';
import { AskedView, withEntered, type Filled } from '#form-fields';
import { pagesOf, type Form as ServiceForm, type JsonObject } from '#forms';
import { dayIn, useLanguage } from '#pages';
import { Button, CheckboxField, RadioField, TextField } from '#ui';
import { Acting } from '../parts/acting';
import { Refusal } from '../parts/refusal';
import { useWords } from '../words';
import { Consequences } from './consequences';
import type { Posted, Service } from './posted';
import { PersonFields, type Account } from './person-fields';
import { ScanField } from './scan-field';

const channels = ['post', 'phone', 'mail', 'in-person'] as const;

/** What the API says of a field. */
interface Fault {
  readonly pointer?: string;
  readonly message?: string;
}

/** All that is known of what came: by which way and when, from whom, what was declared, and the scans. Nothing that was typed is lost. */
export function IntakeForm({
  service,
  person,
  posted,
  actKey,
}: {
  readonly service: Service;
  /** Whose account it is, where that is known already. */
  readonly person: Account | undefined;
  readonly posted: Posted | undefined;
  readonly actKey: string;
}) {
  const words = useWords('intake');
  const fieldWords = useWords('form');
  const language = useLanguage();
  const element = useRef<HTMLFormElement>(null);
  const form = service.form as ServiceForm;
  const [entered, setEntered] = useState<{ readonly upon: Posted | undefined; readonly data: JsonObject }>();
  const [said, setSaid] = useState<Readonly<Record<string, string>>>({});
  // What the server has taken, and then whatever is typed after that.
  const data = entered !== undefined && entered.upon === posted ? entered.data : (posted?.data ?? {});
  const typed = { ...posted?.typed, ...said };
  const faults = (posted?.problem?.['errors'] as readonly Fault[] | undefined) ?? [];
  const faultAt = (pointer: string) => faults.find((fault) => fault.pointer === pointer)?.message;
  const filled: Filled = {
    ...{ form, data, language, words: fieldWords },
    errors: new Map(
      faults.flatMap(({ pointer = '', message = '' }) =>
        pointer.startsWith('/form/') ? [[pointer.slice('/form'.length), message] as const] : [],
      ),
    ),
    official: new Map(),
    profile: {},
  };
  /** New questions come up while somebody types. */
  function read(): void {
    if (element.current === null) return;
    const sent = new FormData(element.current);
    const now = pagesOf(form, data).reduce<JsonObject>(
      (all, page) => withEntered(all, page, sent, language, new Set()),
      data,
    );
    setEntered({ upon: posted, data: now });
    setSaid({
      weg: text(sent, 'weg'),
      am: text(sent, 'am'),
      nachname: text(sent, 'nachname'),
      konto: text(sent, 'konto'),
    });
  }
  return (
    <>
      {posted?.problem !== undefined && <Refusal problem={posted.problem} />}
      <Form
        method="post"
        encType="multipart/form-data"
        ref={element}
        onChange={read}
        className="b-cols b-cols--even"
        noValidate
      >
        <div className="b-form">
          <Acting version='"0"' actKey={actKey} />
          <RadioField
            id="weg"
            name="weg"
            label={words('channel')}
            error={faultAt('/channel')}
            choices={channels.map((value) => ({ value, text: words(`channel-${value}`) }))}
            chosen={typed['weg'] ?? 'post'}
          />
          <TextField
            id="am"
            type="date"
            label={words('receivedOn')}
            hint={words('receivedHint')}
            error={faultAt('/receivedOn')}
            defaultValue={posted?.typed['am'] ?? dayIn(Date.now())}
          />
          <PersonFields person={person} posted={posted} faultAt={faultAt} />
          <h2>{words('declared')}</h2>
          <p className="b-muted">{words('gaps')}</p>
          {pagesOf(form, data).map((page, nth) =>
            page.asked.length === 0 ? null : (
              <section key={nth} className="b-form">
                {page.title !== undefined && <h3>{page.title[language]}</h3>}
                <AskedView asked={page.asked} filled={filled} level={4} title={page.title?.[language]} />
              </section>
            ),
          )}
          <h2>{words('scans')}</h2>
          {service.documents.map(({ key, title }) => (
            <ScanField key={key} kind={key} label={title[language]} />
          ))}
          <ScanField kind="other" label={words('otherScans')} />
          <CheckboxField
            id="unvollstaendig"
            name="unvollstaendig"
            label={words('incomplete')}
            hint={service.statutoryPeriod === undefined ? undefined : words('incompleteHint')}
            optional={words('optional')}
            checked={typed['unvollstaendig'] === 'true'}
          />
          <div className="b-row">
            <Button>{words('enter')}</Button>
          </div>
        </div>
        <Consequences
          service={service}
          typed={{ weg: 'post', am: dayIn(Date.now()), ...typed }}
          person={person}
        />
      </Form>
    </>
  );
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
