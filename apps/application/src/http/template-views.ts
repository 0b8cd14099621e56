import { ApiProperty } from '@nestjs/swagger';
import { templateKinds, type TemplateKind } from '#configuration';
import type { Language } from '#http';

/** A text template as it is for one case, in one language: its fields are filled in. */
export class FilledTemplateView {
  @ApiProperty({ example: 'unterlagen-fehlen' }) key!: string;
  @ApiProperty({ description: 'Content hash: goes with the command for which the text is used.' })
  version!: string;
  @ApiProperty({ enum: templateKinds, example: 'document-request' }) kind!: TemplateKind;
  /** In the reader's language. */
  @ApiProperty({ example: 'Unterlagen fehlen' }) title!: string;
  @ApiProperty({ description: 'Of the text.', enum: ['de', 'en'], example: 'de' }) language!: Language;
  @ApiProperty() text!: string;
  @ApiProperty({
    type: [String],
    description: 'What is not known, and stands in square brackets in the text.',
    example: ['Zieldatum'],
  })
  missing!: readonly string[];
}
