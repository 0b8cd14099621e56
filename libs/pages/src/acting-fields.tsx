/** What a form that acts sends beside what the person enters. */
export interface ActingProps {
  /** The version of what it changes, for `If-Match`; none where something new comes about. */
  readonly version?: string | undefined;
  /** Made by the loader with `newKey()`: however often the form is sent, it acts once. */
  readonly actKey: string;
}

/** The hidden fields of a form that acts: it works without script, once, and only from the city's own page. */
export function ActingFields({
  csrf,
  version,
  actKey,
}: ActingProps & {
  /** Of the session in which the page is shown. */
  readonly csrf: string;
}) {
  return (
    <>
      <input type="hidden" name="_csrf" value={csrf} />
      <input type="hidden" name="_key" value={actKey} />
      {version !== undefined && <input type="hidden" name="_version" value={version} />}
    </>
  );
}
