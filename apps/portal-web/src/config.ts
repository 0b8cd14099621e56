import { httpVariables, readConfig, serviceUrl } from '#http';

/** The environment of the portal's pages. */
export const portalWebVariables = {
  ...httpVariables,
  GATEWAY_URL: serviceUrl({ desc: 'where the pages ask the API' }),
};

/** The only reader of the environment. A variable that is not usable ends the start with one sentence that names it. */
export const portalWebConfig = () => readConfig(portalWebVariables);
