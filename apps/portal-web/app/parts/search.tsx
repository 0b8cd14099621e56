import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import { Form, useFetcher, useNavigate } from 'react-router';
import { Button } from '#ui';
import { usePaths } from '../language';
import type { loader } from '../resources/suggestions';
import { useWords } from '../words/use-words';
import { quietly } from './quietly';

/** How long nothing has to be typed before suggestions are asked for, in milliseconds. */
const pauseMs = 150;

/**
 * The search for a service (R1a H1a N9): a form that leads to the list of what is found, without script, too; with it a combobox that
 * suggests (ARIA APG: list autocomplete with manual selection).
 */
export function Search({ query = '' }: { readonly query?: string }) {
  const words = useWords('catalogue');
  const to = usePaths();
  const id = useId();
  const [typed, setTyped] = useState(query);
  const { items, nearly, active, isOpen, close, keyDown } = useSuggestions(typed, typed !== query);
  return (
    <search>
      <Form className="p-search" method="get" action={to('/dienstleistungen')} onSubmit={close}>
        <label className="kern-sr-only" htmlFor={`${id}q`}>
          {words('searchLabel')}
        </label>
        <div className="p-search__field">
          <input
            id={`${id}q`}
            name="q"
            type="text"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={keyDown}
            onBlur={close}
            maxLength={100}
            placeholder={words('searchExample')}
            autoComplete="off"
            enterKeyHint="search"
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={isOpen}
            aria-controls={`${id}list`}
            {...(isOpen && active >= 0 && { 'aria-activedescendant': `${id}${active}` })}
          />
          <ul
            className="p-suggest p-plain"
            id={`${id}list`}
            role="listbox"
            aria-label={words('suggestions')}
            hidden={!isOpen}
          >
            {items.map(({ key, title }, index) => (
              <Suggestion
                key={key}
                id={`${id}${index}`}
                serviceKey={key}
                title={title}
                typed={typed}
                selected={index === active}
                onChoose={close}
              />
            ))}
          </ul>
        </div>
        <Button icon="search">{words('search')}</Button>
      </Form>
      <p className="kern-sr-only" role="status">
        {isOpen && words(nearly ? 'suggestedNearly' : 'suggested', { count: items.length })}
      </p>
    </search>
  );
}

/** The suggestions for what is typed, and how the keyboard moves in them. @param wanted whether anything was typed at all */
function useSuggestions(typed: string, wanted: boolean) {
  const { load, data } = useFetcher<typeof loader>();
  const navigate = useNavigate();
  const to = usePaths();
  const [active, setActive] = useState(-1);
  const [closedAt, setClosedAt] = useState<string>();
  const path = to('/vorschlaege');
  useEffect(() => {
    if (!wanted || typed.trim() === '') return;
    const address = `${path}?q=${encodeURIComponent(typed)}`;
    const timer = window.setTimeout(() => void quietly(address, () => load(address)), pauseMs);
    return () => window.clearTimeout(timer);
  }, [typed, wanted, path, load]);
  useEffect(() => setActive(-1), [data]);
  const items = (typed.trim() !== '' && data?.items) || [];
  const isOpen = wanted && items.length > 0 && closedAt !== typed;
  const close = (): void => setClosedAt(typed);
  const keyDown = (event: KeyboardEvent): void => {
    const chosen = isOpen ? items[active] : undefined;
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        if (items.length === 0) return;
        event.preventDefault();
        setClosedAt(undefined);
        const step = event.key === 'ArrowDown' ? 1 : -1;
        // Beside the suggestions, what was typed is one of the places.
        setActive(((active + 1 + step + items.length + 1) % (items.length + 1)) - 1);
        return;
      }
      case 'Enter':
        if (chosen === undefined) return;
        event.preventDefault();
        close();
        void navigate(to(`/dienstleistungen/${chosen.key}`));
        return;
      case 'Escape':
        if (!isOpen) return;
        event.preventDefault();
        close();
        return;
    }
  };
  return { items, nearly: data?.nearly === true, active, isOpen, close, keyDown };
}

/** One of them; what was typed stands out. */
function Suggestion({
  id,
  serviceKey,
  title,
  typed,
  selected,
  onChoose,
}: {
  readonly id: string;
  readonly serviceKey: string;
  readonly title: string;
  readonly typed: string;
  readonly selected: boolean;
  readonly onChoose: () => void;
}) {
  const navigate = useNavigate();
  const to = usePaths();
  const at = title.toLowerCase().indexOf(typed.trim().toLowerCase());
  const end = at + typed.trim().length;
  return (
    <li
      id={id}
      role="option"
      aria-selected={selected}
      // The field keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => {
        onChoose();
        void navigate(to(`/dienstleistungen/${serviceKey}`));
      }}
    >
      <span>
        {at < 0 ? (
          title
        ) : (
          <>
            {title.slice(0, at)}
            <strong>{title.slice(at, end)}</strong>
            {title.slice(end)}
          </>
        )}
      </span>
    </li>
  );
}
