import { createHash } from 'node:crypto';
import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AllowAnonymous, CurrentUser, type ServiceToken } from '#auth';
import {
  defineProblems,
  FreeText,
  IdempotencyKey,
  isMailAddress,
  OneOf,
  Problem,
  TextLike,
  WholeNumber,
  type HttpRequest,
  type RequestKey,
} from '#http';
import { feedbackKinds, type Feedback, type FeedbackKind } from '../processes/feedback-mail';
import { FeedbackPost } from '../sending/feedback-post';

/** What can be wrong with feedback. */
export const feedbackProblems = defineProblems({
  'feedback-not-sent': {
    status: 503,
    title: {
      de: 'Ihre Nachricht konnte gerade nicht gesendet werden.',
      en: 'Your message could not be sent just now.',
    },
    detail: {
      de: 'Es wurde nichts gespeichert. Bitte versuchen Sie es später noch einmal, oder rufen Sie uns an.',
      en: 'Nothing was stored. Please try again later, or call us.',
    },
  },
});

const nothingSaid = {
  de: 'Schreiben Sie etwas, oder geben Sie eine Bewertung ab.',
  en: 'Write something, or give a rating.',
};
const notAnAddress = {
  de: 'Dieses Feld muss eine E-Mail-Adresse sein.',
  en: 'This field must be an e-mail address.',
};

export class FeedbackInput implements Feedback {
  @OneOf(feedbackKinds, { description: '`barrier`: something of the portal cannot be used.' })
  readonly kind!: FeedbackKind;

  @FreeText(4_000, { description: 'Needed without a rating.', optional: true })
  readonly message?: string;

  @WholeNumber({ minimum: 1, maximum: 5 }, { description: '5 is the best.', optional: true })
  readonly rating?: number;

  @FreeText(254, { description: 'Where an answer is wished for.', example: 'a@example.org', optional: true })
  readonly email?: string;

  @TextLike(/^\/[a-z0-9/-]{0,199}$/, {
    description: 'Path of the page that it is about, without parameters.',
    example: '/dienstleistungen/bewohnerparkausweis',
    optional: true,
  })
  readonly page?: string;
}

/** What people tell the city of the portal (D24 W17a), and what they cannot use of it (R24): a mail to the city, stored nowhere. */
@ApiTags('feedback')
@AllowAnonymous()
@Controller('portal/feedback')
export class FeedbackController {
  constructor(private readonly post: FeedbackPost) {}

  @ApiOperation({
    summary:
      "Feedback on the portal, or a barrier in it: goes to the city's own address for it, and is stored nowhere",
  })
  @Post()
  @HttpCode(204)
  @ApiNoContentResponse({ description: "The city's mail server has taken it." })
  async give(
    @Body() feedback: FeedbackInput,
    @CurrentUser() { tenant }: ServiceToken,
    @IdempotencyKey() { key }: RequestKey,
    @Req() request: HttpRequest,
  ): Promise<void> {
    const { message, rating, email } = feedback;
    if (message === undefined && rating === undefined) throw invalid('message', 'required', nothingSaid);
    if (email !== undefined && !isMailAddress(email)) throw invalid('email', 'is-email', notAnAddress);
    await this.post.admit(tenant, clientOf(request));
    // Who sends it twice sends one mail.
    const id = createHash('sha256').update(`${tenant} ${key}`).digest('hex').slice(0, 32);
    await this.post.send(tenant, id, feedback);
  }
}

const invalid = (field: string, rule: string, message: typeof nothingSaid): Problem =>
  new Problem('invalid-input', { errors: [{ pointer: `/${field}`, rule, message }] });

/** The last entry is the gateway's own; the others are claims. */
const clientOf = ({ headers }: HttpRequest): string =>
  String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim() || 'unknown';
