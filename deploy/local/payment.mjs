/** The providers at which citizens pay, where PAYMENT_PROVIDERS names no others: the stand-in. */
import { product } from './built.mjs';
import { paymentKeysIn } from './state.mjs';

/** @type {typeof import('../../apps/stand-ins/src/payment-provider/keys.js')} */
const { keepProviderKeys, keepProvidersFile } = product('./apps/stand-ins/src/payment-provider/keys.js');

/**
 * Names the stand-in as the providers at which citizens pay; its keys are made where one is missing.
 * @param {string} state @param {import('../../apps/stand-ins/src/payment-provider/keys.js').Origins} origins where it is reached
 * @returns {Promise<string>} the file
 */
export async function namePaymentProviders(state, origins) {
  const folder = paymentKeysIn(state);
  await keepProviderKeys(folder);
  return keepProvidersFile(folder, origins);
}
