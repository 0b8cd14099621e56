export { officePages, portalPages } from './pages/index';
export { addressOf, arrive, arriveAt, lookOf, type PortalPage } from './portal-page';
export { Scene, type Applied } from './scene';
