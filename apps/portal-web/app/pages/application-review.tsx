import { Form } from 'react-router';
import { Button } from '#ui';
import { useFrame } from '../frame';
import { reviewed } from '../form/review.server';
import { HasteWarning, Review } from '../form/review';
import { headingId } from '../form/step-frame';
import { useLanguage, usePaths } from '../language';
import { Acting } from '../parts/acting';
import type { PageHandle } from '../parts/header';
import { OrderOverview } from '../parts/order-overview';
import { ProofForOne } from '../parts/proof-for-one';
import { newKey, visitOf } from '../visit.server';
import { useWords } from '../words/use-words';
import type { Route } from './+types/application-review';

export const handle: PageHandle = { isForm: true };

export async function loader({ context, params: { id }, request }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const { draft, ...shown } = await reviewed(visit, request, id);
  const { data: order } = await visit.api.GET('/api/applications/{id}/order', { params: { path: { id } } });
  // What was entered may make it free of charge.
  const isPaidNext = draft.isPaidNext && order?.amountCents !== 0;
  return { ...shown, draft: { ...draft, isPaidNext }, order, actKey: newKey() };
}

/** "Check your answers", and the act of submitting (law 2). */
export default function ApplicationReview({
  loaderData: { draft, review, version, order, actKey },
}: Route.ComponentProps) {
  const words = useWords('form');
  const language = useLanguage();
  const to = usePaths();
  const office = useFrame()?.city.offices.find(({ key }) => key === draft.office)?.name[language];
  return (
    <Review draft={draft} review={review}>
      {order && order.items.length > 0 && <OrderOverview order={order} />}
      <ProofForOne ways={review.eidProofBy} />
      <HasteWarning office={draft.office} text={review.warning} />
      <Form
        className="p-stack"
        aria-labelledby={headingId}
        method="post"
        action={to(`/antraege/${draft.id}/absenden`)}
      >
        <Acting actKey={actKey} version={version} />
        <input type="hidden" name="declarationHash" value={review.declarationHash} />
        <div className="p-prose">
          {draft.isPaidNext && <p>{words('filedWhenPaid')}</p>}
          {order?.amountCents === 0 && order.fee.payment !== 'none' && <p>{order.says}</p>}
          {review.signatureOnPaper && <p>{words('signOnPaper')}</p>}
          {office !== undefined && <p>{words('onlyTo', { office })}</p>}
        </div>
        <div className="p-actions">
          <Button>{words(draft.isPaidNext ? 'submitAndPay' : 'submit')}</Button>
        </div>
        <p className="p-small p-muted">{words('copy')}</p>
      </Form>
    </Review>
  );
}
