import type { Config } from '@react-router/dev/config';

export default {
  appDirectory: 'app',
  buildDirectory: '../../dist/apps/portal-web/pages',
  ssr: true,
  serverBuildFile: 'index.mjs',
} satisfies Config;
