import { str, url } from 'envalid';
import { readConfig } from '#http';

/** The environment of `rewrap.ts`. */
export const readRewrapConfig = () =>
  readConfig({
    DATABASE_OWNER_URL: url({
      desc: 'the database whose data keys are wrapped anew, as role <service>_owner',
    }),
    KEY_ENCRYPTION_KEY_FILE: str({ desc: 'the keys that wrap data keys, the new one first' }),
  });
