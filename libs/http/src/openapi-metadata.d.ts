/**
 * What the swagger plugin reads from the types, docstrings and validators of a service, and what its types say beyond that:
 * `npm run build` writes it to
 * `apps/<service>/src/openapi-metadata.js` and into the build (`deploy/build/openapi-metadata.mjs`).
 */
declare module '*/openapi-metadata' {
  const metadata: () => Promise<object>;
  export default metadata;
  export const types: import('./described-types').DescribedTypes;
}
