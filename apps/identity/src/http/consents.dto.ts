import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { HandOverClient } from '#configuration';
import { Key, OneOf, type Language, type LocalText } from '#http';
import { purposes, type Purpose } from '../domain/account';
import type { Consents } from '../queries/consents';
import { attributeName } from './hand-over/words';

export class ConsentInput {
  @OneOf(purposes, { description: 'What is consented to.', example: 'electronic-notices' })
  purpose!: Purpose;
}

export class WithdrawalQuery {
  @OneOf(purposes, { description: 'Which consent is taken back; all when omitted.', optional: true })
  purpose?: Purpose;

  @Key({ description: 'To which portal nothing is passed on any more.', optional: true })
  client?: string;
}

/** Data that goes to another portal without being asked again (R16 W13). */
export class HandOverConsentDto {
  @ApiProperty({ example: 'kinderbetreuung' }) client!: string;
  @ApiProperty({ example: 'Kinderbetreuungsportal' }) name!: string;
  @ApiProperty({ description: 'What is passed on, in the language of the page.', type: [String] })
  data!: readonly string[];
  @ApiProperty({ format: 'date-time' }) givenAt!: string;
}

/** One thing that can be consented to. */
export class ConsentDto {
  @ApiProperty({ enum: purposes, example: 'electronic-notices' }) purpose!: Purpose;
  @ApiProperty({ description: 'What the person is asked, in the language of the page.' }) text!: string;
  @ApiProperty({ description: 'Whether the consent stands.' }) given!: boolean;
  @ApiPropertyOptional({ format: 'date-time', description: 'Since when it stands.' }) givenAt?: string;
}

export class ConsentsDto {
  @ApiProperty({ type: [ConsentDto] }) items!: readonly ConsentDto[];
  @ApiProperty({ type: [HandOverConsentDto], description: 'Remembered consents to pass data on.' })
  handOvers!: readonly HandOverConsentDto[];
}

/** What a person is asked, word for word: it is what was consented to. */
const questions: Readonly<Record<Purpose, LocalText>> = {
  'electronic-notices': {
    de: 'Ich bin damit einverstanden, dass die Stadt mir Bescheide in meinem Postkorb bereitstellt. Sie benachrichtigt mich per E-Mail, und ich rufe den Bescheid dort ab. Ohne mein Einverständnis kommen Bescheide mit der Post. Ich kann es jederzeit für die Zukunft widerrufen.',
    en: 'I agree that the city provides notices in my mailbox. It notifies me by e-mail, and I retrieve the notice there. Without my consent notices come by post. I can take it back at any time for the future.',
  },
};

/** The consents as their person sees them. */
export function consentsDto(
  { given, handOvers }: Consents,
  clients: readonly HandOverClient[],
  language: Language,
): ConsentsDto {
  return {
    items: purposes.map((purpose) => {
      const givenAt = given[purpose];
      const text = questions[purpose][language];
      return { purpose, text, given: givenAt !== undefined, ...(givenAt !== undefined && { givenAt }) };
    }),
    handOvers: Object.entries(handOvers).map(([client, { attributes, since }]) => ({
      client,
      // A portal that the city no longer hands anything to is still one that the person agreed to.
      name: clients.find(({ clientId }) => clientId === client)?.name[language] ?? client,
      data: attributes.map((attribute) => attributeName(attribute, language)),
      givenAt: since,
    })),
  };
}
