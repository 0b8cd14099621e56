import { Form } from 'react-router';
import { Button, LinkButton, TextField } from '#ui';
import { useLanguage, usePaths } from '../language';
import { withQuery } from '../own-path';
import { useLevelWords } from '../parts/level-words';
import { useWords } from '../words/use-words';
import { isEnough, startOf, type Choice } from './choices';
import { useChoiceWords } from './choice-words';
import { Needs } from './needs';

/** One way to sign in, in one sentence, with its level and its one button (W8). */
export function ChoiceBox({
  choice,
  first,
  forService,
  start,
  typed,
  fault,
}: {
  readonly choice: Choice;
  /** The one that fits best: its button is the primary one of the page. */
  readonly first: boolean;
  readonly forService: boolean;
  readonly start: { readonly returnTo: string | undefined; readonly service: string | undefined };
  /** What was typed before, and what was wrong with it. */
  readonly typed: string | undefined;
  readonly fault: string | undefined;
}) {
  const words = useWords('signIn');
  const levelWords = useLevelWords();
  const language = useLanguage();
  const { title, sentence, also } = useChoiceWords()(choice);
  const weight = first ? 'primary' : 'secondary';
  const [means] = choice.means;
  return (
    <li className={`p-box p-stack${first ? ' p-box--action' : ''}`} id={`weg-${choice.id}`}>
      <div className="p-stack p-gap-s">
        <h3 className="kern-heading-medium">{title}</h3>
        <p>{sentence}</p>
        {also !== undefined && <p className="p-small">{also}</p>}
        <p className="p-small p-muted">
          {levelWords(choice.level, choice.levelName[language])}
          {forService && ` – ${words('enough')}`}
          {isEnough(choice.level, 'high') && ` – ${words('signature')}`}
        </p>
      </div>
      {means !== undefined && means.needs.length > 0 && <Needs needs={means.needs} />}
      <Begin {...{ choice, weight, start, typed, fault }} />
    </li>
  );
}

function Begin({
  choice,
  weight,
  start,
  typed,
  fault,
}: {
  readonly choice: Choice;
  readonly weight: 'primary' | 'secondary';
  readonly start: { readonly returnTo: string | undefined; readonly service: string | undefined };
  readonly typed: string | undefined;
  readonly fault: string | undefined;
}) {
  const words = useWords('signIn');
  const language = useLanguage();
  const to = usePaths();
  const { button } = useChoiceWords()(choice);
  switch (choice.way.method) {
    case 'email-link':
      return (
        <Form method="post" noValidate className="p-stack">
          <TextField
            id="email"
            type="email"
            label={words('email')}
            hint={words('emailHint')}
            autoComplete="email"
            spellCheck={false}
            defaultValue={typed}
            error={fault}
          />
          <div className="p-actions">
            <Button weight={weight}>{button}</Button>
          </div>
        </Form>
      );
    case 'local-account':
      return (
        <div className="p-actions">
          <LinkButton
            weight={weight}
            to={withQuery(to('/anmelden/konto'), { zurueck: start.returnTo, fuer: start.service })}
          >
            {button}
          </LinkButton>
          <LinkButton
            weight="tertiary"
            to={withQuery(to('/anmelden/registrieren'), { zurueck: start.returnTo, fuer: start.service })}
          >
            {words('register')}
          </LinkButton>
        </div>
      );
    case 'bundid':
    case 'servicekonto-nrw':
    case 'google':
      return (
        <div className="p-actions">
          <LinkButton
            reloadDocument
            weight={weight}
            to={startOf(choice, start)}
            // Two ways in may know the same means.
            {...(choice.means.length > 0 && { 'aria-label': `${button} (${choice.way.name[language]})` })}
          >
            {button}
          </LinkButton>
        </div>
      );
  }
}
