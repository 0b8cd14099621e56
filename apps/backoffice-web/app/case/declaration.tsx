import { useWords } from '../words';
import type { Case } from './acts';
import { Origin } from './origin';

/** What was declared, by the topics of the form, to the last digit, each with where it comes from and how far it was proven. */
export function Declaration({ shown }: { readonly shown: Case }) {
  const words = useWords('case');
  const { declaration, origins = [] } = shown;
  return (
    <section className="b-block" aria-labelledby="angaben">
      <div className="b-title">
        <h2 id="angaben">{words('declaration')}</h2>
      </div>
      {declaration === null ? (
        <p className="b-muted">{words('erased')}</p>
      ) : (
        <table className="b-table b-data">
          <caption className="kern-sr-only">{words('declarationWithOrigins')}</caption>
          {declaration.map(({ title, entries }) => (
            <tbody key={title}>
              {title !== '' && (
                <tr>
                  <th scope="rowgroup" colSpan={3} className="b-group">
                    {title}
                  </th>
                </tr>
              )}
              {entries.map(({ pointer, label, value }) => (
                <tr key={pointer}>
                  <th scope="row">{label}</th>
                  <td>{value}</td>
                  <td className="b-origin">
                    <Origin
                      origin={origins.find((one) => one.pointer === pointer)}
                      isEntered={shown.channel !== undefined}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      )}
    </section>
  );
}
