import { pagesBuild } from '../../libs/pages/build/vite.mjs';

export default pagesBuild(import.meta.url);
