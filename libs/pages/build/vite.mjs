import { fileURLToPath } from 'node:url';
import { reactRouter } from '@react-router/dev/vite';
import { usedStyles } from './used-styles.mjs';

/**
 * Pages, as they run in the browser and on the server. Libraries of ours are read from their sources.
 * @param {string} config URL of the service's `vite.config.mts`
 * @param {readonly string[]} dressed patterns of what else wears the style sheet, from the service on
 * @returns {import('vite').UserConfig}
 */
export const pagesBuild = (config, dressed) => ({
  root: fileURLToPath(new URL('.', config)),
  plugins: [reactRouter()],
  css: {
    postcss: {
      plugins: [
        usedStyles(
          ['app/**/*.{ts,tsx}', '../../libs/{form-fields,ui,pages}/src/*.tsx', ...dressed].map((path) =>
            fileURLToPath(new URL(path, config)),
          ),
        ),
      ],
    },
  },
  resolve: { conditions: ['repo-source', 'browser', 'module', 'production'] },
  // One file for the server: it starts faster, and needs no package beside it.
  ssr: { noExternal: true, resolve: { conditions: ['repo-source', 'node', 'module', 'production'] } },
  build: {
    target: 'es2023',
    // Says what a script is called whose source somebody knows: what a page will need is told to the browser with it.
    manifest: true,
    // Style sheets and fonts stay files of their own: the policy allows neither `data:` fonts nor inline styles.
    assetsInlineLimit: 0,
  },
  environments: {
    ssr: {
      build: {
        rollupOptions: {
          input: './app/server.ts',
          output: { chunkFileNames: 'assets/[name]-[hash].mjs' },
        },
      },
    },
  },
});
