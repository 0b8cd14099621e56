import type { ServerResponse } from 'node:http';

/** What a browser may do with anything of this origin: nothing but the origin itself may run, frame or receive. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  // Swagger UI and KERN have small pictures in their style sheets.
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join(';');

/** The security headers of every answer, name and value. A part that says something else about one of them is believed. */
export const securityHeaders: readonly (readonly [name: string, value: string])[] = [
  // Nearly everything here is about a person; what is not says so itself.
  ['Cache-Control', 'no-store'],
  ['Content-Security-Policy', contentSecurityPolicy],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Origin-Agent-Cluster', '?1'],
  ['Referrer-Policy', 'same-origin'],
  ['Strict-Transport-Security', 'max-age=31536000; includeSubDomains'],
  ['X-Content-Type-Options', 'nosniff'],
  ['X-DNS-Prefetch-Control', 'off'],
  ['X-Download-Options', 'noopen'],
  ['X-Frame-Options', 'DENY'],
  ['X-Permitted-Cross-Domain-Policies', 'none'],
  ['X-XSS-Protection', '0'],
];

/** Puts the security headers on an answer that the gateway gives itself. */
export function secure(response: ServerResponse): void {
  for (const [name, value] of securityHeaders) response.setHeader(name, value);
}
