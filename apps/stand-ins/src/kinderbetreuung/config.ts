import { readFileSync } from 'node:fs';

/**
 * Where the portal listens, at which provider it signs people in, and as whom. `CITIES_HOST`: where `*.localhost` is; in containers
 * that is not this machine.
 * @throws Error naming the variable that is missing
 */
export function readPortalConfig() {
  const { PORT = '8095', HOST = '127.0.0.1', CITIES_HOST = '127.0.0.1' } = process.env;
  const { HAND_OVER_ISSUER, HAND_OVER_SECRET_FILE } = process.env;
  if (!HAND_OVER_ISSUER)
    throw new Error('HAND_OVER_ISSUER is missing: set it to the address of the hand-over of a city.');
  if (!HAND_OVER_SECRET_FILE)
    throw new Error('HAND_OVER_SECRET_FILE is missing: set it to the file that the city has, too.');
  return {
    port: Number(PORT),
    host: HOST,
    citiesHost: CITIES_HOST,
    issuer: HAND_OVER_ISSUER,
    clientId: 'kinderbetreuung',
    clientSecret: readFileSync(HAND_OVER_SECRET_FILE, 'utf8').trim(),
  };
}

export type PortalConfig = ReturnType<typeof readPortalConfig>;
