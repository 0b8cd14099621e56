export {
  loadPages,
  PageServiceModule,
  pageService,
  pageVariables,
  startPages,
  type Pages,
} from './page-service';
