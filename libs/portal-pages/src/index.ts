export { portalPages } from './pages';
export { addressOf, arrive, arriveAt, lookOf, type PortalPage } from './portal-page';
export { Scene, type Applied } from './scene';
