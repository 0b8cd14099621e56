/** How long a signed order lies in the browser, in seconds: by then the payment service has heard of it by itself. */
const keptForSeconds = 3_600;
const name = (applicationId: string): string => `order-${applicationId}`;

/** Keeps the signed order that `submit` answered with until the person pays: straight on, whatever the line between services does (W16b). */
export function orderCookie(applicationId: string, token: string): string {
  return `${name(applicationId)}=${token}; Path=/; Max-Age=${keptForSeconds}; HttpOnly; SameSite=Lax`;
}

/** The signed order that the browser has kept; undefined where it has none. */
export function keptOrder(request: Request, applicationId: string): string | undefined {
  const wanted = `${name(applicationId)}=`;
  const cookies = (request.headers.get('cookie') ?? '').split(/;\s*/);
  return cookies.find((cookie) => cookie.startsWith(wanted))?.slice(wanted.length);
}
