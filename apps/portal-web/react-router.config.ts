import { join } from 'node:path';
import type { Config } from '@react-router/dev/config';
import { compressFiles } from './compressed';

export default {
  appDirectory: 'app',
  buildDirectory: '../../dist/apps/portal-web/pages',
  ssr: true,
  serverBuildFile: 'index.mjs',
  buildEnd: ({ reactRouterConfig }) => compressFiles(join(reactRouterConfig.buildDirectory, 'client/assets')),
} satisfies Config;
