import { redirect } from 'react-router';
import { entered } from './acting';
import { ownPath } from './own-path';

/** A year, in seconds: a choice of how things look is no matter of a session. */
const keptSeconds = 365 * 24 * 60 * 60;

/** Keeps how the pages look, light or dark, in this browser; works without script, and leads back to the page. */
export async function keepTheme(request: Request): Promise<Response> {
  const theme = entered(await request.formData(), 'theme') === 'dark' ? 'dark' : 'light';
  const { protocol } = new URL(request.url);
  const cookie = [`theme=${theme}`, 'Path=/', `Max-Age=${keptSeconds}`, 'SameSite=Lax', 'HttpOnly'];
  if (protocol === 'https:') cookie.push('Secure');
  return redirect(ownPath(request) ?? '/', { status: 303, headers: { 'Set-Cookie': cookie.join('; ') } });
}
