import { isShownByNumber } from './fonts';
import { sheetOf, type DocumentOfCase } from './letterhead';
import { momentInBerlin } from './moments';
import { words } from './words';

/** One answer of a form, in words, exact to the last digit. */
export interface Answer {
  readonly label: string;
  readonly value: string;
}

/** The answers of one page of a form. */
export interface AnswersOfTopic {
  /** Absent where the form knows no topics. */
  readonly title?: string;
  readonly answers: readonly Answer[];
}

/** What the copy of a filed application says (R28b). */
export interface FiledCopy extends DocumentOfCase {
  readonly service: {
    readonly title: string;
    /** Content hash of the configuration under which it was filed. */
    readonly version: string;
  };
  /** Name and address of who submitted, as they stood then, line by line. */
  readonly applicant: readonly string[];
  /** For whom it was filed, where that is somebody else, line by line. */
  readonly concerned?: readonly string[];
  /** Who filed it under a mandate of the applicant. */
  readonly representative?: readonly string[];
  /** UTC, ISO 8601. */
  readonly submittedAt: string;
  /** As of when it counts as filed (law 11): UTC, ISO 8601. */
  readonly filedAt: string;
  /** In words. */
  readonly levelOfAssurance: string;
  /** With what the applicant proved who they are, for this very declaration; only where one was asked for (law 3). */
  readonly identityProof?: {
    /** In words. */
    readonly with: string;
    /** UTC, ISO 8601. */
    readonly at: string;
    readonly id: string;
  };
  /** Lower-case hex. */
  readonly declarationHash: string;
  readonly topics: readonly AnswersOfTopic[];
}

/** The copy of an application as it was filed, as a tagged PDF. The same data make the same bytes. */
export async function copyOfFiled(copy: FiledCopy): Promise<Buffer> {
  const { language, reference, service, applicant, submittedAt, filedAt, identityProof, topics } = copy;
  const say = words[language];
  const proofLine = ({ with: means, at, id }: NonNullable<FiledCopy['identityProof']>): string =>
    `${means}\n${momentInBerlin(at, language)}\n${say.identityProofId}: ${id}`;
  const title = say.copy(service.title);
  const persons = [
    [say.applicant, applicant],
    [say.concerned, copy.concerned],
    [say.representative, copy.representative],
  ] as const;
  const sheet = sheetOf(copy, {
    title: `${title} (${reference})`,
    subject: say.copySubject,
    createdAt: filedAt,
  });
  sheet.title(title);
  await sheet.text(say.copyNote);
  sheet.heading(say.filing);
  await sheet.table([
    { label: say.reference, value: reference, style: 'strong' },
    { label: say.service, value: service.title },
    ...persons.flatMap(([label, lines]) =>
      lines !== undefined && lines.length > 0 ? [{ label, value: lines.join('\n') }] : [],
    ),
    { label: say.submittedAt, value: momentInBerlin(submittedAt, language) },
    { label: say.filedAt, value: momentInBerlin(filedAt, language) },
    { label: say.levelOfAssurance, value: copy.levelOfAssurance },
    ...(identityProof === undefined ? [] : [{ label: say.identityProof, value: proofLine(identityProof) }]),
    { label: say.declarationHash, value: copy.declarationHash, style: 'code' },
    { label: say.serviceVersion, value: service.version, style: 'code' },
  ]);
  const filled = topics.filter(({ answers }) => answers.length > 0);
  for (const topic of filled) {
    sheet.heading(topic.title ?? say.answers);
    await sheet.table(
      topic.answers.map(({ label, value }) => ({ label, value: value === '' ? say.notGiven : value })),
    );
  }
  if (filled.length === 0) await sheet.text(say.noAnswers);
  if (filled.some(({ answers }) => answers.some(({ label, value }) => isShownByNumber(label + value)))) {
    sheet.space(10);
    await sheet.text(say.byNumber, 'small');
  }
  return sheet.finish();
}
