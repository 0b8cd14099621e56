import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { LevelOfAssurance, ShownFee } from '#configuration';
import {
  labelOf,
  type Form,
  type FormError,
  type PrefillAttribute,
  type ReviewEntry,
  type ReviewTopic,
} from '#forms';
import type { Language, Localised } from '#http';
import type { ProofWay } from '../commands/eid-proof';
import type { OfficialField } from '../commands/official-data';
import type { CaseFile, DraftOnFile, Represents } from '../queries/case-file';
import type { ServiceChange } from '../queries/service-change';
import { at } from './view-fields';

/** Where the form of a draft stands, which is a resource of its own until it is submitted. */
export class DraftView {
  @ApiProperty({ description: 'Of the form: its ETag.', example: 3 }) version!: number;
  @ApiProperty({ ...at, description: 'When it was changed last.' }) savedAt!: string;
  @ApiProperty({ ...at, description: 'When the draft ends unless it is changed before.' }) endsAt!: string;
}

/** What has changed about the service of a draft, in the reader's language. */
export type ServiceChangedView = Localised<ServiceChange>;

/** A field of a draft that holds official data, which nobody types over. */
export interface OfficialFieldView {
  /** JSON pointer of the field. */
  readonly pointer: string;
  readonly label: string;
  /** Attribute of the profile that it holds. */
  readonly attribute: PrefillAttribute;
  /** From a proof of identity. */
  readonly source: 'official';
  /** How far this one value is proven. */
  readonly level?: LevelOfAssurance;
  /**
   * When it was told.
   * @format date-time
   */
  readonly at?: string;
}

/** Official data that the draft held otherwise; what is shown and filed is what the proof of identity tells now. */
export interface TakenOverView {
  readonly pointer: string;
  readonly label: string;
  /** Absent where nothing stood there. */
  readonly before?: string;
  readonly now: string;
  /** What happened, in words. */
  readonly message: string;
}

/** The form of an application. */
export class FormView {
  /** `null` where the content was erased. */
  form!: CaseFile['form'];
  @ApiPropertyOptional({ type: DraftView, description: 'While it is a draft.' }) draft?: DraftView;
  @ApiProperty({ description: 'How many bytes of JSON the form may grow by.', example: 261_000 })
  bytesLeft!: number;
  /** Of a draft: what has changed about its service since it was begun. */
  serviceChanged?: ServiceChangedView;
  /** Of a draft: the fields that hold data from the proof of identity; another value for one of them is refused. */
  official?: readonly OfficialFieldView[];
  /** Of a draft: what of it the proof of identity tells otherwise than the draft held it. */
  takenOver?: readonly TakenOverView[];
}

/** The page before submitting (OZG § 9a). */
export class ReviewView {
  /** What is declared, by the topics of the form: without what its rules hide. */
  topics!: readonly ReviewTopic[];
  /** The same without topics. */
  entries!: readonly ReviewEntry[];
  @ApiProperty({ description: 'Sent with `submit`: names what was reviewed.' }) declarationHash!: string;
  @ApiProperty() warning!: string;
  @ApiProperty({ description: 'Whether anything keeps the form from being submitted.' }) complete!: boolean;
  /** One entry per field. */
  errors!: readonly Localised<FormError>[];
  /** @example { "amountCents": 0, "payment": "none", "byForm": false } */
  fee!: ShownFee;
  levelOfAssurance!: LevelOfAssurance;
  /** For whom it is, where the one who acts does not file for themselves. */
  represents?: Represents;
  /** Where the proof of identity is made that this declaration has to be submitted with; empty where it needs none (W2, W3). */
  eidProofBy!: readonly ProofWay[];
  /** Submitted now, it would have to be signed on paper as well; not with a session on level `high`. */
  signatureOnPaper!: boolean;
}

/** What of a draft is official, and what of it has just become so, in the reader's language. */
export function officialViews(
  form: Form,
  { official, takenOver }: Pick<DraftOnFile, 'official' | 'takenOver'>,
  language: Language,
): Required<Pick<FormView, 'official' | 'takenOver'>> {
  const named = ({ pointer, place }: OfficialField) => ({
    pointer,
    label: labelOf(form, { place, items: [] }, language),
  });
  return {
    official: official.map((field) => {
      const { attribute, level, at } = field;
      const told = { ...(level !== undefined && { level }), ...(at !== undefined && { at }) };
      return { ...named(field), attribute, source: 'official', ...told };
    }),
    takenOver: takenOver.map((field) => ({
      ...named(field),
      ...(field.before !== undefined && { before: field.before }),
      now: field.value,
      message: takenOverInWords[language],
    })),
  };
}

const takenOverInWords = {
  de: 'Diese Angabe wurde aus Ihrem Identitätsnachweis übernommen.',
  en: 'This was taken over from your proof of identity.',
};

/** Where a draft stands. */
export function draftView({ version, savedAt, endsAt }: DraftView): DraftView {
  return { version, savedAt, endsAt };
}
