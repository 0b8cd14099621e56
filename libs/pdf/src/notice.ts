import { isShownByNumber } from './fonts';
import { sheetOf, type DocumentOfCase } from './letterhead';
import { dayInBerlin } from './moments';
import { words, type Language } from './words';

/** What a notice says. */
export interface NoticeLetter extends DocumentOfCase {
  /** Name and address, line by line. */
  readonly recipient: readonly string[];
  /** Title of the service. */
  readonly subject: string;
  /** When the application was filed and when it was decided: UTC, ISO 8601. */
  readonly filedAt: string;
  readonly decidedAt: string;
  readonly outcome: 'granted' | 'partly' | 'rejected';
  /** As the office wrote it; an empty line begins a new paragraph. */
  readonly text: string;
  /** Information on legal remedies (law 8). */
  readonly legalRemedies?: string;
  /** In which the office wrote both, whatever the language of the person is (§ 23(1) VwVfG NRW: German). */
  readonly writtenIn: Language;
  /** Name of who decided in the name of the office (§ 37(3) VwVfG NRW). */
  readonly decidedBy?: string;
  /** Of when the notice is that this one replaces (law 8): UTC, ISO 8601. */
  readonly replacesNoticeOf?: string;
}

/** A notice with the city's letterhead and a place for its seal, as a tagged PDF. The same data make the same bytes. */
export async function noticeLetter(notice: NoticeLetter): Promise<Buffer> {
  const { language, reference, recipient, subject, outcome, text, legalRemedies, writtenIn, decidedBy } =
    notice;
  const say = words[language];
  const title = say.notice(subject);
  const about = { title: `${title} (${reference})`, subject: say.noticeSubject, createdAt: notice.decidedAt };
  const sheet = sheetOf(notice, about);
  sheet.address(recipient);
  sheet.title(title);
  await sheet.table([
    { label: say.outcome, value: say.outcomes[outcome], style: 'strong' },
    { label: say.reference, value: reference },
    { label: say.filedOn, value: dayInBerlin(notice.filedAt, language) },
    { label: say.date, value: dayInBerlin(notice.decidedAt, language) },
    ...(decidedBy === undefined ? [] : [{ label: say.decidedBy, value: decidedBy }]),
  ]);
  sheet.space(18);
  if (notice.replacesNoticeOf !== undefined)
    await sheet.text(say.replaces(dayInBerlin(notice.replacesNoticeOf, language)), 'strong');
  await sheet.text(text, 'text', writtenIn);
  if (legalRemedies !== undefined) {
    sheet.heading(say.remedies);
    await sheet.text(legalRemedies, 'text', writtenIn);
  }
  // What is above the seal is what is sealed.
  sheet.place(say.seal);
  if (isShownByNumber(text + (legalRemedies ?? '') + recipient.join('')))
    await sheet.text(say.byNumber, 'small');
  return sheet.finish();
}
