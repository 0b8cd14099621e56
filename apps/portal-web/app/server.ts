import * as build from 'virtual:react-router/server-build';
import { createPages as pagesOf, type PagesOptions } from '#pages/server';

/** The portal's pages as a handler of Express. */
export const createPages = (options: PagesOptions): ReturnType<typeof pagesOf> => pagesOf(build, options);
