import { num, str } from 'envalid';
import { httpVariables, readConfig, serviceUrl } from '#http';

/** The environment of the gateway. */
export const gatewayVariables = {
  ...httpVariables,
  TENANTS_DIR: str({ desc: 'the folder with one folder per city' }),
  TOKEN_PRIVATE_KEY_FILE: str({ desc: "the gateway's private key as JWK" }),
  TOKEN_PUBLIC_KEYS_FILE: str({ desc: 'the public keys of all services as JWK set' }),
  IDENTITY_URL: serviceUrl({ desc: 'where the identity service is' }),
  APPLICATION_URL: serviceUrl({ desc: 'where the application service is' }),
  MAILBOX_URL: serviceUrl({ desc: 'where the mailbox service is' }),
  PAYMENT_URL: serviceUrl({ desc: 'where the payment service is' }),
  NOTIFICATION_URL: serviceUrl({ desc: 'where the notification service is' }),
  AUDIT_URL: serviceUrl({ desc: 'where the audit service is' }),
  PORTAL_WEB_URL: serviceUrl({ desc: "where the portal's pages are" }),
  BACKOFFICE_WEB_URL: serviceUrl({ desc: "where the back-office's pages are" }),
  IDENTITY_INNER_URL: serviceUrl({ desc: 'the inner port of the identity service' }),
  APPLICATION_INNER_URL: serviceUrl({ desc: 'the inner port of the application service' }),
  MAILBOX_INNER_URL: serviceUrl({ desc: 'the inner port of the mailbox service' }),
  PAYMENT_INNER_URL: serviceUrl({ desc: 'the inner port of the payment service' }),
  NOTIFICATION_INNER_URL: serviceUrl({ desc: 'the inner port of the notification service' }),
  AUDIT_INNER_URL: serviceUrl({ desc: 'the inner port of the audit service' }),
  PORTAL_WEB_INNER_URL: serviceUrl({ desc: "the inner port of the portal's pages" }),
  BACKOFFICE_WEB_INNER_URL: serviceUrl({ desc: "the inner port of the back-office's pages" }),
  REQUESTS_PER_MINUTE: num({ default: 1_200, desc: 'how many requests one client may make in a minute' }),
  SIGN_INS_PER_MINUTE: num({
    default: 30,
    desc: 'how many sign-in attempts one client may make in a minute',
  }),
  TRUSTED_PROXIES: str({
    default: '',
    desc: 'addresses or subnets, separated by commas, of the TLS proxies whose X-Forwarded-For is believed',
  }),
};

/** The only reader of the environment. A variable that is not usable ends the start with one sentence that names it. */
export const gatewayConfig = () => readConfig(gatewayVariables);
