import { FewCases } from '../parts/few-cases';
import { useWords } from '../words';
import type { Person } from './facts';

/** All cases of a person that the reader may see, newest first. */
export function Cases({ shown: { items, total, names } }: { readonly shown: Person }) {
  const words = useWords('person');
  return (
    <section className="b-block" aria-labelledby="vorgaenge">
      <div className="b-title">
        <h2 id="vorgaenge">{words('cases')}</h2>
        <span className="b-muted b-small">{words('ofYourOffices')}</span>
      </div>
      <FewCases
        items={items}
        people={{ names }}
        title={words('cases')}
        about={{ title: words('role'), of: (row) => words(`as-${row.as}`) }}
      />
      {total > items.length && <p className="b-muted">{words('more', { count: total - items.length })}</p>}
    </section>
  );
}
