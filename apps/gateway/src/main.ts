import { startService } from '#http';
import { gatewayConfig } from './config';
import { GatewayModule, gatewayService } from './gateway.module';

const config = gatewayConfig();
const gateway = GatewayModule.with({
  tenantsFolder: config.TENANTS_DIR,
  urls: {
    identity: config.IDENTITY_URL,
    application: config.APPLICATION_URL,
    mailbox: config.MAILBOX_URL,
    payment: config.PAYMENT_URL,
    notification: config.NOTIFICATION_URL,
    audit: config.AUDIT_URL,
    'portal-web': config.PORTAL_WEB_URL,
    'backoffice-web': config.BACKOFFICE_WEB_URL,
  },
  innerUrls: {
    identity: config.IDENTITY_INNER_URL,
    application: config.APPLICATION_INNER_URL,
    mailbox: config.MAILBOX_INNER_URL,
    payment: config.PAYMENT_INNER_URL,
    notification: config.NOTIFICATION_INNER_URL,
    audit: config.AUDIT_INNER_URL,
    'portal-web': config.PORTAL_WEB_INNER_URL,
    'backoffice-web': config.BACKOFFICE_WEB_INNER_URL,
  },
  privateKeyFile: config.TOKEN_PRIVATE_KEY_FILE,
  publicKeysFile: config.TOKEN_PUBLIC_KEYS_FILE,
  requestsPerMinute: config.REQUESTS_PER_MINUTE,
  signInsPerMinute: config.SIGN_INS_PER_MINUTE,
  trustedProxies: config.TRUSTED_PROXIES.split(',').filter((proxy) => proxy !== ''),
});
void startService(gateway, { ...gatewayService(config), INNER_PORT: config.INNER_PORT });
