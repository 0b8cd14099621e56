import { pagesBuild } from '../../libs/pages/build/vite.mjs';

// Beside its own pages there are the few that identity shows by itself, in the same clothes.
export default pagesBuild(import.meta.url, ['../identity/src/http/**/*.ts']);
