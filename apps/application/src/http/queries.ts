import {
  CalendarDate,
  Cursor,
  FlagInQuery,
  FreeText,
  Key,
  Moment,
  NumberInQuery,
  OneOf,
  SeveralOf,
  Sha256,
  TextLike,
} from '#http';
import { templateKinds, type TemplateKind } from '#configuration';
import { applicationStatuses, type ApplicationStatus } from '../domain/application';
import { channels, type Channel } from '../domain/channel';
import {
  directions,
  workListGroups,
  workListOrders,
  type Direction,
  type WorkListGroup,
  type WorkListOrder,
} from '../read-models/find-work-list';
import { tasks, type Task } from '../read-models/work-list';

class PageRequest {
  @Cursor()
  cursor?: string;

  @NumberInQuery({ minimum: 1, maximum: 200 }, { default: 50, optional: true })
  limit: number = 50;
}

export class MyApplicationsRequest extends PageRequest {}

export class AlertsRequest extends PageRequest {}

/** A page of a person's documents: so many cases are opened for it. */
export class DocumentsRequest {
  @Cursor()
  cursor?: string;

  @NumberInQuery({ minimum: 1, maximum: 20 }, { default: 10, optional: true })
  limit: number = 10;
}

export class WorkListRequest extends PageRequest {
  @SeveralOf(applicationStatuses, {
    description: 'One status or several: repeated, or in one value separated by commas.',
    example: ['filed', 'in-processing'],
    optional: true,
  })
  status?: ApplicationStatus[];

  @TextLike(/^(me|nobody|stand-in|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/, {
    description:
      '`me`, `nobody`, `stand-in` (the colleagues for whom the caller stands in today), or a person id.',
    example: 'me',
    optional: true,
  })
  assigned?: string;

  @FreeText(100, {
    description:
      'Words that each stand in the name of the service or of the office, or in the reference, as part of a word and however umlauts are written; a reference as people say it.',
    example: 'DU 2026 123',
    optional: true,
  })
  query?: string;

  @OneOf(workListGroups, {
    description:
      'What the office still has something to do with, the rest, or both. Without it: `open`, and `all` where a status is asked for.',
    optional: true,
  })
  group?: WorkListGroup;

  @Key({ description: 'Key of a service.', example: 'meldebescheinigung', optional: true })
  service?: string;

  @OneOf(channels, { description: 'By which way it came.', optional: true })
  channel?: Channel;
  @Sha256({
    description: "Only cases that were drafted under this version of their service's configuration.",
    optional: true,
  })
  version?: string;

  @OneOf(tasks, { description: 'Only cases in which the office has this to do.', optional: true })
  task?: Task;

  @FlagInQuery({
    description: 'Whether the caller has a task in it, or is asked for advice.',
    optional: true,
  })
  hasTask?: boolean;

  @FlagInQuery({
    description: 'Whether a decision waits for the caller to approve it: a colleague has proposed it.',
    optional: true,
  })
  toApprove?: boolean;

  @FlagInQuery({
    description:
      "Whether a proposed decision was sent back, or is void, in a case of the caller's, or that nobody has and they proposed.",
    optional: true,
  })
  sentBack?: boolean;

  @FlagInQuery({ description: 'Whether the day has come on which it comes up again.', optional: true })
  resubmitted?: boolean;

  @Key({ description: "Key of one of the caller's offices.", example: 'strassenverkehr', optional: true })
  office?: string;

  @FlagInQuery({
    description:
      "Whether a date is past: the office's own where the citizen is not asked for anything, or the law's.",
    optional: true,
  })
  overdue?: boolean;

  @FlagInQuery({ description: 'Whether the citizen is asked for something.', optional: true })
  waiting?: boolean;

  @FlagInQuery({
    description: 'Whether the citizen has written something that nobody of the office has read.',
    optional: true,
  })
  unread?: boolean;

  @OneOf(workListOrders, {
    description: 'By when it was received, its target date, its last change, or its service.',
    default: 'filed',
    optional: true,
  })
  sort: WorkListOrder = 'filed';

  @OneOf(directions, {
    description: 'Without it the last change comes first, and the earliest date.',
    optional: true,
  })
  direction?: Direction;
}

/** By whose name cases are looked for: in the body, because an address is kept and shown. */
export class SoughtNameInput {
  @FreeText(100, {
    description:
      'Words of names and streets of which a case has to have each, or their beginnings from three letters on; or a mail address. In any spelling of umlauts.',
    example: 'mustermann erika',
  })
  name!: string;
}

export class ColleaguesRequest {
  @Key({ description: 'Key of an office.', example: 'strassenverkehr', optional: true })
  office?: string;
}

export class FiguresRequest {
  @CalendarDate({
    description: 'First day of the period, in Europe/Berlin; without it, 30 days before its end.',
    example: '2026-11-01',
    optional: true,
  })
  from?: string;

  @CalendarDate({ description: 'Last day of it; without it, today.', example: '2026-11-30', optional: true })
  to?: string;

  @Key({ description: "Key of one of the caller's offices.", example: 'strassenverkehr', optional: true })
  office?: string;
}

export class CatalogueRequest {
  @FreeText(100, {
    description: 'Words to look for in titles and descriptions.',
    example: 'parken',
    optional: true,
  })
  query?: string;

  @Key({ example: 'auto-und-verkehr', optional: true })
  topic?: string;

  @Key({ description: 'Key of the office that is responsible.', example: 'steueramt', optional: true })
  office?: string;
}

export class PreviewLinkRequest {
  @TextLike(/^[\w-]{1,80}$/, {
    description: 'Of which version; the one that is in force where none is named.',
    optional: true,
  })
  version?: string;
}

export class PreviewRequest {
  @TextLike(/^[\w.-]{20,2000}$/, {
    description: 'Out of a preview link: shows a service that is not public yet, or one of its versions.',
    optional: true,
  })
  preview?: string;
}

export class HistoryRequest {
  @NumberInQuery({ minimum: 1 }, { optional: true })
  asOfVersion?: number;

  @Moment({ description: 'A moment, ISO 8601 with offset.', optional: true })
  asOfTime?: string;

  @OneOf(['citizen', 'caseworker', 'auditor'], { optional: true })
  as?: 'citizen' | 'caseworker' | 'auditor';
}

/** Which part of a long history is shown. */
export class CaseRequest {
  @NumberInQuery(
    { minimum: 2 },
    {
      description:
        '`earlierBefore` of the answer before: the entries before this version instead of the last ones.',
      example: 101,
      optional: true,
    },
  )
  historyBefore?: number;
}

export class OfficeCaseRequest extends CaseRequest {
  @SeveralOf(templateKinds, {
    description: 'Text templates of these kinds are shown too, filled in for the case.',
    example: ['grant', 'legal-remedies'],
    optional: true,
  })
  templates?: TemplateKind[];
}

export class VersionRequest {
  @NumberInQuery({ minimum: 1 })
  version!: number;
}
