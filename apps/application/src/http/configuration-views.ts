import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { configurationKinds, type ConfigurationKind } from '../configuration-versions';

/** One version of what a file of the city says. */
export class ConfigurationVersionView {
  @ApiProperty({ description: 'Content hash.' }) version!: string;
  @ApiProperty({
    description: 'The commit that made the file so, or the operator whose file it is.',
    example: 'commit 4edc177a1c',
  })
  adoptedBy!: string;
  @ApiProperty({ format: 'date-time', description: 'When the first instance took it over.' })
  adoptedAt!: string;
  @ApiProperty({ description: 'Whether it holds now.' }) inForce!: boolean;
  @ApiPropertyOptional({
    enum: ['second-person'],
    description:
      'Of a service: what is decided takes effect when somebody else approves it (four eyes). Absent: at once.',
  })
  approval?: 'second-person';
  @ApiPropertyOptional({
    description: "Of a service: cases of the caller's offices under it that are not over.",
    example: 12,
  })
  open?: number;
  @ApiPropertyOptional({ description: 'Of a service: all of these cases.', example: 40 }) all?: number;
}

/** A file of the city, and what it said since it is known. */
export class ConfigurationItemView {
  @ApiProperty({ enum: configurationKinds }) kind!: ConfigurationKind;
  @ApiProperty({ example: 'hundesteuer-anmeldung' }) key!: string;
  /** In the reader's language; the key of what the city has no more. */
  @ApiProperty({ example: 'Hundesteuer – Anmeldung' }) title!: string;
  @ApiProperty({ description: "From the city's folder on.", example: 'services/hundesteuer-anmeldung.yaml' })
  file!: string;
  @ApiProperty({ type: [ConfigurationVersionView], description: 'Newest first.' })
  versions!: readonly ConfigurationVersionView[];
}

/** A way to sign in that the city offers now. */
export class SignInMethodView {
  @ApiProperty({ example: 'bundid' }) key!: string;
  @ApiProperty({ example: 'BundID' }) title!: string;
}

export class ConfigurationVersionsView {
  @ApiProperty({
    type: [ConfigurationItemView],
    description: 'The settings, the services, the text templates.',
  })
  items!: readonly ConfigurationItemView[];
  @ApiProperty({ type: [SignInMethodView] }) signIn!: readonly SignInMethodView[];
  @ApiProperty({
    type: [String],
    description: 'Keys of the ways to pay that are offered.',
    example: ['paypal'],
  })
  payment!: readonly string[];
  @ApiProperty({ description: "How many things in the city's files are refused now.", example: 0 })
  refused!: number;
}

/** What one version says. */
export class ConfigurationContentView extends ConfigurationVersionView {
  @ApiProperty({ description: "From the city's folder on." }) file!: string;
  @ApiProperty({ description: 'As a file that may be put there again, in YAML.' }) content!: string;
}
