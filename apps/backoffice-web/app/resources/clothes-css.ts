import stylesheet from '../../../../libs/ui/src/styles/portal.css?url';

/** The style sheet of the few pages that services show by themselves, at an address that stays: those of a sign-in that failed. */
export function loader(): Response {
  return new Response(null, {
    status: 302,
    headers: { Location: stylesheet, 'Cache-Control': 'public, max-age=300' },
  });
}
