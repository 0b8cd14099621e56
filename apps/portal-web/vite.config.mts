import { fileURLToPath } from 'node:url';
import { reactRouter } from '@react-router/dev/vite';
import { defineConfig } from 'vite';
import { usedStyles } from '../../libs/pages/build/used-styles.mjs';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The pages, as they run in the browser and on the server. Libraries of ours are read from their sources. */
export default defineConfig({
  root: at('.'),
  plugins: [reactRouter()],
  // Its own pages, and the few that identity shows by itself.
  css: {
    postcss: {
      plugins: [
        usedStyles([
          at('app/**/*.{ts,tsx}'),
          at('../../libs/ui/src/*.tsx'),
          at('../identity/src/http/**/*.ts'),
        ]),
      ],
    },
  },
  resolve: { conditions: ['repo-source', 'browser', 'module', 'production'] },
  // One file for the server: it starts faster, and needs no package beside it.
  ssr: { noExternal: true, resolve: { conditions: ['repo-source', 'node', 'module', 'production'] } },
  build: {
    target: 'es2023',
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
