import type { PortalPage } from '../portal-page';
import type { Applied, Scene } from '../scene';

export type State = (scene: Scene) => Promise<Applied>;

/** A page about one application, seen by its applicant. */
export const about = (
  name: string,
  route: string,
  state: State,
  more: Partial<PortalPage> = {},
): PortalPage => ({
  ...own(name, route, state),
  params: async (scene) => ({ id: (await state(scene)).application.id }),
  ...more,
});

/** A page of its applicant that names no application. */
export const own = (
  name: string,
  route: string,
  state: State,
  more: Partial<PortalPage> = {},
): PortalPage => ({
  ...{ name, route },
  who: async (scene) => (await state(scene)).citizen,
  ...more,
});
