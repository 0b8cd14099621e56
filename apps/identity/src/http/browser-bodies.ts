import cookieParser from 'cookie-parser';
import { urlencoded } from 'express';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { readHandOverForms } from './hand-over/bodies';

/** Where browsers and providers send forms; everywhere else a body is JSON. */
const forms = [
  '/portal/saml/acs',
  '/portal/saml/logout',
  '/backoffice/sign-in/oidc/backchannel-logout',
  '/portal/sign-in/local-account/confirm/form',
  '/portal/sign-in/local-account/password/form',
];

/** A response of 256 kB is a third longer in base64, and some more in a form. */
const largestForm = 512 * 1024;

/** Cookies, and the forms by which protocols come back: before bodies are read as JSON. */
export function readWhatBrowsersSend(app: NestExpressApplication): void {
  app.use(cookieParser());
  readHandOverForms(app);
  app.use(forms, urlencoded({ extended: false, limit: largestForm, parameterLimit: 10 }));
}
