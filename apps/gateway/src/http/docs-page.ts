import { csrfHeader } from '../sessions';
import type { TenantSite } from '../site';

/** The page around Swagger UI. It has no inline script or style, so that the content security policy needs no exception. */
export function docsPage({ tenant, site }: TenantSite): string {
  const title = `${tenant.name} – API (${site})`.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title}</title>
    <link rel="icon" href="/api/docs/favicon-32x32.png" />
    <link rel="stylesheet" href="/api/docs/swagger-ui.css" />
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="/api/docs/swagger-ui-bundle.js"></script>
    <script src="/api/docs/start.js"></script>
  </body>
</html>
`;
}

/** Starts Swagger UI. Changes that are tried out carry the session's CSRF token. */
export const docsScript = `window.addEventListener('load', () => {
  const csrfToken = async () => {
    const answer = await fetch('/api/me', { headers: { accept: 'application/json' } });
    return answer.ok ? (await answer.json()).csrfToken : undefined;
  };
  window.SwaggerUIBundle({
    url: '/api/openapi.json',
    dom_id: '#swagger-ui',
    deepLinking: true,
    validatorUrl: null,
    requestInterceptor: async (request) => {
      if (['GET', 'HEAD'].includes((request.method ?? 'GET').toUpperCase())) return request;
      const token = await csrfToken();
      if (token) request.headers['${csrfHeader}'] = token;
      return request;
    },
  });
});
`;
