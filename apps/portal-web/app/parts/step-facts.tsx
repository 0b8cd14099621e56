import { Facts, type Fact } from '#ui';
import { isUpToYou, unopenedNotice, type Case, type NextStep } from '../case-course';
import { useWords } from '../words/use-words';
import { useDates } from './times';

/** The first three answers on a matter: who has to act, until when, and when it is done or how it ended. */
export function StepFacts({ shown, step }: { readonly shown: Case; readonly step: NextStep }) {
  const words = useWords('oneCase');
  const { weekday } = useDates();
  const until = 'until' in step ? step.until : undefined;
  const facts: Fact[] = [
    { term: words('who'), value: words(actor(step)), more: reasonOf(shown, step, words) },
  ];
  if (until !== undefined && isUpToYou(step))
    facts.push({ term: words('untilWhen'), value: weekday(until), ...reasonOfDay(step, words) });
  const end = endOf(shown, words, weekday);
  if (end) facts.push(end);
  return <Facts facts={facts} />;
}

type Words = ReturnType<typeof useWords<'oneCase'>>;

function actor({ is }: NextStep) {
  switch (is) {
    case 'fill-in':
    case 'pay':
    case 'supply':
    case 'open-notice':
      return 'you';
    case 'review':
    case 'notice-coming':
    case 'notice-by-post':
      return 'we';
    case 'payment-under-way':
      return 'bank';
    case 'nothing':
      return 'nobody';
  }
}

/** Why it is up to them; of what is missing its name. */
function reasonOf({ documentRequest, openProofs, outcome }: Case, { is }: NextStep, words: Words): string {
  if (is === 'nothing' && (outcome === 'rejected' || outcome === 'partly')) return words('mayObject');
  if (is !== 'supply') return words(`why-${is}`);
  const missing = documentRequest?.documents ?? openProofs.map(({ title }) => title);
  return missing.length === 0 ? words('why-supply') : words('missing', { what: missing.join(', ') });
}

/** What happens if the day passes. */
function reasonOfDay({ is }: NextStep, words: Words): { readonly more?: string } {
  if (is === 'open-notice') return { more: words('elseByPost') };
  if (is === 'fill-in') return { more: words('elseDeleted') };
  return {};
}

function endOf(shown: Case, words: Words, weekday: (at: string) => string): Fact | undefined {
  const { clock, outcome, notices, status } = shown;
  const announced = notices.findLast(({ replacedBy }) => replacedBy === undefined)?.announcement;
  if (outcome !== undefined)
    return {
      term: words('outcome'),
      value: words(outcome),
      ...(announced && unopenedNotice(shown) === undefined
        ? { more: words('announcedOn', { on: weekday(announced.effectiveOn) }) }
        : {}),
    };
  if (clock?.target === undefined || clock.ended || status === 'withdrawn') return undefined;
  const { on, pausedSince } = clock.target;
  const isAsked = status === 'action-required';
  return {
    term: words('doneBy'),
    value: weekday(on),
    more: words(pausedSince === undefined ? 'ourAim' : isAsked ? 'laterByEachDay' : 'restsAtOffice'),
  };
}
