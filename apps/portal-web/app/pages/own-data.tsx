import { Alert, LinkButton, OutsideLink } from '#ui';
import type { Schema } from '#api-client';
import { visitOf } from '../visit.server';
import { acting } from '../acting';
import { useLanguage, usePaths } from '../language';
import { AttributeRow } from '../own-data/attribute-row';
import { shownOf } from '../own-data/attributes';
import { MoveOffer } from '../own-data/move-offer';
import { OwnDataLinks } from '../own-data/links';
import { OwnDataPage } from '../own-data/page';
import { found } from '../problem';
import { sender } from '../sent.server';
import { accountOr } from '../signed-in.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/own-data';

/** "Meine Daten" (D19b R11 R12 R15 R23a). */
export async function loader({ context, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const me = await accountOr(visit, request);
  const [ways, move] = await Promise.all([visit.api.GET('/api/sign-in'), visit.api.GET('/api/me/move')]);
  const done = new URL(request.url).searchParams.get('erledigt') ?? undefined;
  return { me, ways: found(ways).items, move: move.data, done };
}

/** Has a link sent to the address of an account of Servicekonto.NRW that is to be moved (W11). */
export async function action({ context, request }: Route.ActionArgs) {
  const visit = visitOf(context);
  const form = await request.formData();
  await sender(visit, form);
  const headers = { ...acting(form) };
  return { sent: found(await visit.api.POST('/api/me/move/link', { headers })).message };
}

export default function OwnData({ loaderData: { me, ways, move, done }, actionData }: Route.ComponentProps) {
  const words = useWords('ownData');
  const frame = useWords('frame');
  const to = usePaths();
  const { email: _, ...described } = me.attributes;
  const known = shownOf(described);
  const official = known.filter(({ attribute }) => attribute.source === 'official');
  const own = known.filter(({ attribute }) => attribute.source !== 'official');
  const isLocal = me.session.method === 'local-account';
  const used = new Set([me.session.method, ...known.map(({ attribute }) => attribute.method)]);
  return (
    <OwnDataPage title={frame('myData')} lead={words('lead')} done={doneText(done, words)}>
      <div className="p-cols">
        <div className="p-sections">
          {actionData && (
            <Alert kind="success" title={words('addressSent')} announced>
              <p>{actionData.sent}</p>
            </Alert>
          )}
          {move?.offered === true && <MoveOffer signIn={move.signIn} />}
          {official.length > 0 && (
            <section className="p-stack" aria-labelledby="amtlich">
              <h2 className="kern-heading-large" id="amtlich">
                {words('official')}
              </h2>
              <p className="p-prose">{words('officialText')}</p>
              <dl className="p-data">
                {official.map((one) => (
                  <AttributeRow key={one.names[0]} {...one} />
                ))}
              </dl>
            </section>
          )}
          <section className="p-stack" aria-labelledby="eigene">
            <h2 className="kern-heading-large" id="eigene">
              {words('own')}
            </h2>
            <p className="p-prose">{words(own.length === 0 ? 'ownNone' : 'ownText')}</p>
            {own.length > 0 && (
              <dl className="p-data">
                {own.map((one) => (
                  <AttributeRow key={one.names[0]} {...one} />
                ))}
              </dl>
            )}
            <div className="p-actions">
              <LinkButton to={to('/meine-daten/aendern')}>
                {words(own.length === 0 ? 'fillIn' : 'change')}
              </LinkButton>
            </div>
          </section>
          <Contact me={me} />
          <OwnDataLinks isLocal={isLocal} />
        </div>
        <ElsewhereChanged ways={ways.filter(({ method }) => used.has(method))} />
      </div>
    </OwnDataPage>
  );
}

/** Where mail goes, and in which language. */
function Contact({ me }: { readonly me: Schema<'MeDto'> }) {
  const words = useWords('ownData');
  const to = usePaths();
  const told = me.attributes.email;
  return (
    <section className="p-stack" aria-labelledby="kontakt">
      <h2 className="kern-heading-large" id="kontakt">
        {words('contact')}
      </h2>
      {me.contactAddress === undefined && (
        <Alert kind="warning" title={words('noAddress')}>
          <p>{words('noAddressText')}</p>
        </Alert>
      )}
      <dl className="p-data">
        {me.contactAddress !== undefined && (
          <div className="p-datum">
            <dt>{words('contactAddress')}</dt>
            <dd>
              <span className="p-datum__value">{me.contactAddress}</span>
              <span className="p-meta">{words('contactAddressText')}</span>
            </dd>
          </div>
        )}
        {told !== undefined && told.value !== me.contactAddress && (
          <AttributeRow names={['email']} attribute={told} />
        )}
        <div className="p-datum">
          <dt>{words('mailLanguage')}</dt>
          <dd>
            <span className="p-datum__value">{words(`language-${me.language}`)}</span>
          </dd>
        </div>
      </dl>
      <div className="p-actions">
        <LinkButton weight="secondary" to={to('/meine-daten/adresse')}>
          {words(me.contactAddress === undefined ? 'giveAddress' : 'changeAddress')}
        </LinkButton>
      </div>
    </section>
  );
}

/** Where data is changed that only its source may change (D18 W10 D19a). @param ways those that the person has used */
function ElsewhereChanged({ ways }: { readonly ways: readonly Schema<'WayIn'>[] }) {
  const words = useWords('ownData');
  const note = useWords('frame')('newTab');
  const language = useLanguage();
  const elsewhere = ways.filter(({ accountPages }) => accountPages.change ?? accountPages.delete);
  if (elsewhere.length === 0) return null;
  return (
    <aside className="p-stack p-stack-l" aria-labelledby="woanders">
      <div className="p-prose">
        <h2 className="kern-heading-medium" id="woanders">
          {words('elsewhere')}
        </h2>
        <p>{words('elsewhereText')}</p>
        {elsewhere.flatMap(({ method, accountPages }) =>
          [accountPages.change, accountPages.delete].flatMap((page) =>
            page === undefined
              ? []
              : [
                  <p key={method + page.text.de}>
                    <OutsideLink href={page.url} note={note}>
                      {page.text[language]}
                    </OutsideLink>
                  </p>,
                ],
          ),
        )}
      </div>
      <div className="p-prose">
        <h2 className="kern-heading-medium">{words('cardData')}</h2>
        <p>{words('cardDataText')}</p>
      </div>
    </aside>
  );
}

const doneTexts = ['gespeichert', 'adresse', 'passwort'] as const;

function doneText(
  done: string | undefined,
  words: ReturnType<typeof useWords<'ownData'>>,
): string | undefined {
  const known = doneTexts.find((one) => one === done);
  return known && words(`done-${known}`);
}
