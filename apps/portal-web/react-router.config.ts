import { pagesOf } from '../../libs/pages/build/router.mjs';

export default pagesOf('portal-web');
