/**
 * Where the payment provider listens, what it keeps, and whose payments it takes. `PAYMENT_ORIGIN`, `PAYMENT_TLS_ORIGIN`: how
 * browsers and the cities' services reach it. `CITIES_HOST`: where `*.localhost` is; in containers that is not this machine.
 * @throws Error naming the variable that is missing
 */
export function readPaymentConfig() {
  const { PORT = '8096', TLS_PORT = '8097', HOST = '127.0.0.1', CITIES_HOST = '127.0.0.1' } = process.env;
  const { STATE_DIR = '.local/payment-provider', PAYMENT_KEYS = '.local/payment', TENANTS_DIR } = process.env;
  const {
    PAYMENT_ORIGIN = `http://127.0.0.1:${PORT}`,
    PAYMENT_TLS_ORIGIN = `https://127.0.0.1:${TLS_PORT}`,
  } = process.env;
  if (!TENANTS_DIR) throw new Error('TENANTS_DIR is missing: set it to the folder with one folder per city.');
  return {
    port: Number(PORT),
    tlsPort: Number(TLS_PORT),
    host: HOST,
    origins: { http: PAYMENT_ORIGIN, tls: PAYMENT_TLS_ORIGIN },
    folder: STATE_DIR,
    keysFolder: PAYMENT_KEYS,
    tenantsDir: TENANTS_DIR,
    citiesHost: CITIES_HOST,
  };
}
