import { FeedbackForm } from '../parts/feedback-form';
import { feedbackAction, feedbackLoader } from '../feedback.server';
import type { Route } from './+types/feedback';

export const loader = ({ request }: Route.LoaderArgs) => feedbackLoader(request);
export const action = ({ context, request }: Route.ActionArgs) =>
  feedbackAction('feedback', context, request);

/** What people think of the portal (D24 W17a). */
export default function FeedbackPage({ loaderData, actionData }: Route.ComponentProps) {
  return <FeedbackForm kind="feedback" loaded={loaderData} acted={actionData} />;
}
