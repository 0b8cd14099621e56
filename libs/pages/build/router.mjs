import { join } from 'node:path';
import { compressFiles } from './compressed.mjs';

/**
 * How React Router builds the pages of a service.
 * @param {string} service its folder below `apps/` @returns {import('@react-router/dev/config').Config}
 */
export const pagesOf = (service) => ({
  appDirectory: 'app',
  buildDirectory: `../../dist/apps/${service}/pages`,
  ssr: true,
  serverBuildFile: 'index.mjs',
  buildEnd: ({ reactRouterConfig }) => compressFiles(join(reactRouterConfig.buildDirectory, 'client/assets')),
});
