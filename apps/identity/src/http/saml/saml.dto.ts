import { FreeText, Id, Key, OneOf, Sha256 } from '#http';
import { samlMethods, type SamlMethod } from '../../providers';

const purposes = ['sign-in', 'step-up', 'declaration', 'move'] as const;

export class SamlStartQuery {
  @FreeText(500, {
    description: 'Path on this site where the person is led afterwards (W9).',
    example: '/antraege',
    optional: true,
  })
  returnTo?: string;

  @OneOf(['low', 'substantial', 'high'], {
    description:
      'The least level of assurance that suffices. Of a declaration it is `high`, of a step-up `substantial`.',
    optional: true,
  })
  level?: 'low' | 'substantial' | 'high';

  @Key({ description: 'The service for which somebody signs in: its level and means count.', optional: true })
  service?: string;

  @OneOf(purposes, {
    description:
      '`step-up` raises the level of the session that runs (R14); `declaration` proves one declaration anew (W2 W3).',
    default: 'sign-in',
    optional: true,
  })
  purpose?: (typeof purposes)[number];

  @Id({ description: 'Of a declaration: the application that is declared.', optional: true })
  application?: string;

  @Sha256({ description: 'Of a declaration: the hash of what is declared.', optional: true })
  hash?: string;
}

export class MetadataQuery {
  @OneOf(samlMethods, { description: 'Whose service provider.', default: 'bundid', optional: true })
  provider?: SamlMethod;
}
