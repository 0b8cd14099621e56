import { FeedbackForm } from '../parts/feedback-form';
import { feedbackAction, feedbackLoader } from '../feedback.server';
import type { Route } from './+types/report-barrier';

export const loader = ({ request }: Route.LoaderArgs) => feedbackLoader(request);
export const action = ({ context, request }: Route.ActionArgs) => feedbackAction('barrier', context, request);

/** What somebody cannot use of the portal (R24, BGG NRW § 10b (2) 2). */
export default function ReportBarrier({ loaderData, actionData }: Route.ComponentProps) {
  return <FeedbackForm kind="barrier" loaded={loaderData} acted={actionData} />;
}
