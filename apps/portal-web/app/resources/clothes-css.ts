import stylesheet from '../styles.css?url';

/** The style sheet of the pages at an address that stays, for the few pages that services show by themselves. */
export function loader(): Response {
  return new Response(null, {
    status: 302,
    headers: { Location: stylesheet, 'Cache-Control': 'public, max-age=300' },
  });
}
