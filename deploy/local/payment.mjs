/** The providers at which citizens pay, where PAYMENT_PROVIDERS names no others. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes the file that names them, where it is missing: nobody, so that nobody pays at a provider.
 * @param {string} state @returns {string} the file
 */
export function namePaymentProviders(state) {
  const folder = join(state, 'payment');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'providers.yaml');
  if (!existsSync(file)) writeFileSync(file, '{}\n');
  return file;
}
