import { ApiProperty } from '@nestjs/swagger';
import type { LocalText } from '#http';
import type { Holdings } from '../other-services';

class TextInBoth {
  @ApiProperty() de!: string;
  @ApiProperty() en!: string;
}

/** A case that is kept although its person is erased. */
export class KeptCaseDto {
  /** @example DU-2026-000123-7 */
  @ApiProperty() reference!: string;
  @ApiProperty({ type: TextInBoth }) title!: TextInBoth;
  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: 'The last day; `null` while the case runs.',
  })
  keptUntil!: string | null;
  @ApiProperty({ description: 'Years, from the end of the year in which the case is closed.', example: 10 })
  retentionYears!: number;
}

/** What an erasure means, before it is done. */
export class ErasureDto {
  @ApiProperty({ description: 'What goes at once, in words.', type: [TextInBoth] })
  goes!: readonly LocalText[];
  @ApiProperty({ description: 'Drafts that end with it.', example: 1 }) drafts!: number;
  @ApiProperty({ description: 'What stays and why, in words.', type: [TextInBoth] })
  stays!: readonly LocalText[];
  @ApiProperty({ description: 'Cases that stay.', example: 2 }) cases!: number;
  @ApiProperty({ type: [KeptCaseDto], description: 'Those that changed last, at most 100.' })
  keptCases!: readonly KeptCaseDto[];
}

const goes: readonly LocalText[] = [
  {
    de: 'Ihr Konto mit allen Arten der Anmeldung, Ihre persönlichen Daten, Einwilligungen und Sitzungen. Der Schlüssel, mit dem sie verschlüsselt sind, wird vernichtet, damit auch Sicherungskopien nichts mehr verraten.',
    en: 'Your account with all ways to sign in, your personal data, consents and sessions. The key that they are encrypted with is destroyed, so that backups tell nothing any more either.',
  },
  {
    de: 'Ihre Entwürfe und was Sie dazu hochgeladen haben.',
    en: 'Your drafts and what you have uploaded for them.',
  },
  {
    de: 'Alles, was Sie anderen Portalen freigegeben haben, gilt nicht weiter. Was dort schon liegt, löscht nur das andere Portal.',
    en: 'Whatever you have released for other portals ends. What lies there already, only the other portal can erase.',
  },
];

const stays: readonly LocalText[] = [
  {
    de: 'Anträge, die Sie gestellt haben, mit den Angaben und Nachrichten darin: Die Stadt muss ihre Vorgänge vollständig aufbewahren. Sie werden zu Ende bearbeitet; Bescheide kommen dann mit der Post. Einsehen können Sie sie hier nicht mehr.',
    en: 'Applications that you have filed, with the entries and messages in them: the city must keep its case files complete. They are processed to their end; notices then come by post. You cannot see them here any more.',
  },
  {
    de: 'Ihr Konto bei der BundID oder bei einem anderen Anbieter, mit dem Sie sich hier anmelden: Das löschen Sie dort.',
    en: 'Your account at BundID or at another provider that you sign in with here: you delete it there.',
  },
  {
    de: 'Dass es ein Konto gab und wann es benutzt wurde, ohne Namen und Adresse, als Teil des Protokolls.',
    en: 'That there was an account and when it was used, without name and address, as part of the log.',
  },
];

/** What is said before somebody has themselves erased. */
export function erasureDto({ drafts, cases, items }: Holdings): ErasureDto {
  return { goes, drafts, stays, cases, keptCases: items };
}
