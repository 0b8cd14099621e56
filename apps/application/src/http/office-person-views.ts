import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { FreeText } from '#http';
import type { LevelOfAssurance } from '#configuration';
import { rolesOfStaff, type RoleOfStaff } from '../persons';
import { NamesView } from './office-views';
import { WorkListCaseView } from './views';

const levels = ['none', 'low', 'substantial', 'high'];
const id = { format: 'uuid', example: '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11' } as const;
const at = { format: 'date-time', example: '2026-11-20T15:42:13.123456Z' } as const;

/** By what an account is looked for: exactly, so that nobody leafs through citizens. */
export class SoughtPersonInput {
  @FreeText(320, { description: 'Mail address that the account has proven.', example: 'erika@example.org' })
  email!: string;
}

/** An account that was found. */
export class FoundPersonView {
  @ApiProperty(id) id!: string;
  @ApiPropertyOptional({ example: 'Erika Mustermann' }) name?: string;
}

export class FoundPersonsView {
  @ApiProperty({ type: [FoundPersonView] }) items!: FoundPersonView[];
}

/** What is known of a person, and where it comes from. */
export class KnownAttributeView {
  @ApiProperty({ example: 'familyName' }) name!: string;
  @ApiProperty({ example: 'Mustermann' }) value!: string;
  @ApiProperty({
    description: 'Typed by the person or an office, confirmed by a link, or out of a proof of identity.',
    enum: ['self', 'confirmed', 'official'],
  })
  source!: string;
  @ApiPropertyOptional({ description: 'How far this one value is proven.', enum: levels })
  level?: LevelOfAssurance;
}

export class WayInView {
  @ApiProperty({ example: 'bundid' }) way!: string;
  @ApiProperty(at) since!: string;
}

export class LastSignInView {
  @ApiProperty(at) at!: string;
  @ApiProperty({ example: 'bundid' }) method!: string;
  @ApiProperty({ enum: levels }) levelOfAssurance!: LevelOfAssurance;
  @ApiProperty({ example: 'substanziell' }) levelName!: string;
}

/** A mandate that runs now. */
export class RunningMandateView {
  @ApiProperty({
    description: 'Whether the person gave it, or acts under it.',
    enum: ['grantor', 'representative'],
  })
  as!: 'grantor' | 'representative';
  @ApiProperty({ ...id, description: 'The other party.' }) personId!: string;
  @ApiProperty({ example: 'Anna Muster' }) name!: string;
  @ApiProperty({ format: 'date' }) endsOn!: string;
}

/** Who a person is to the office that works on their cases. */
export class KnownPersonView {
  @ApiProperty({
    description: 'Nobody signs in to it: who filed without an account, or was entered by an office.',
  })
  guest!: boolean;
  @ApiProperty({ type: [KnownAttributeView] }) attributes!: KnownAttributeView[];
  @ApiProperty({ type: [WayInView] }) waysIn!: readonly WayInView[];
  @ApiPropertyOptional({ type: () => LastSignInView }) lastSignIn?: LastSignInView;
  @ApiProperty({ type: [RunningMandateView] }) mandates!: readonly RunningMandateView[];
}

/** A case of a person, and what they are in it. */
export class CaseOfPersonView extends WorkListCaseView {
  @ApiProperty({
    description: 'Whose matter it is, or who acts for them.',
    enum: ['applicant', 'representative'],
  })
  as!: 'applicant' | 'representative';
}

/** That somebody of the staff was told who a person is. */
export class PersonReadingView {
  @ApiProperty({ ...id, description: 'Who was told.' }) personId!: string;
  @ApiProperty({ enum: rolesOfStaff }) role!: RoleOfStaff;
  @ApiProperty({ description: 'What for.', example: 'work-list' }) purpose!: string;
  @ApiProperty(at) at!: string;
}

/** A person with their cases, as far as the caller's offices work on them. That it was read is recorded. */
export class OfficePersonView extends NamesView {
  @ApiProperty(id) id!: string;
  @ApiPropertyOptional({ type: () => KnownPersonView, description: 'Absent for who was erased.' })
  person?: KnownPersonView;
  @ApiProperty({ type: [CaseOfPersonView], description: 'Newest first.' }) items!: CaseOfPersonView[];
  @ApiProperty({ description: 'How many there are; more than 200 are not shown.', example: 6 })
  total!: number;
  @ApiPropertyOptional({
    type: [PersonReadingView],
    description:
      'For heads: who of the staff was told who this is, in the last 31 days, the latest first; absent while the audit service does not answer.',
  })
  readings?: readonly PersonReadingView[];
}
