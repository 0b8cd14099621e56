import { FreeText } from '#http';

/** Where a sign-in at a provider begins. */
export class StartQuery {
  @FreeText(500, {
    description: 'Path on this site where the person is led after signing in.',
    example: '/antraege',
    optional: true,
  })
  returnTo?: string;
}
