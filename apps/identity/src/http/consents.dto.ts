import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { OneOf, type Language, type LocalText } from '#http';
import { purposes, type Purpose } from '../domain/account';
import type { Consents } from '../queries/consents';

export class ConsentInput {
  @OneOf(purposes, { description: 'What is consented to.', example: 'electronic-notices' })
  purpose!: Purpose;
}

export class WithdrawalQuery {
  @OneOf(purposes, { description: 'Which consent is taken back; all when omitted.', optional: true })
  purpose?: Purpose;
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
}

/** What a person is asked, word for word: it is what was consented to. */
const questions: Readonly<Record<Purpose, LocalText>> = {
  'electronic-notices': {
    de: 'Ich bin damit einverstanden, dass die Stadt mir Bescheide in meinem Postkorb bereitstellt. Sie benachrichtigt mich per E-Mail, und ich rufe den Bescheid dort ab. Ohne mein Einverständnis kommen Bescheide mit der Post. Ich kann es jederzeit für die Zukunft widerrufen.',
    en: 'I agree that the city provides notices in my mailbox. It notifies me by e-mail, and I retrieve the notice there. Without my consent notices come by post. I can take it back at any time for the future.',
  },
};

/** The consents as their person sees them. */
export function consentsDto({ given }: Consents, language: Language): ConsentsDto {
  return {
    items: purposes.map((purpose) => {
      const givenAt = given[purpose];
      const text = questions[purpose][language];
      return { purpose, text, given: givenAt !== undefined, ...(givenAt !== undefined && { givenAt }) };
    }),
  };
}
