import { Cursor, FreeText, Key, Moment, NumberInQuery, OneOf, SeveralOf, TextLike } from '#http';
import { applicationStatuses, type ApplicationStatus } from '../domain/application';
import { tasks, workListOrders, type Task, type WorkListOrder } from '../read-models/work-list';

class PageRequest {
  @Cursor()
  cursor?: string;

  @NumberInQuery({ minimum: 1, maximum: 200 }, { default: 50, optional: true })
  limit: number = 50;
}

export class MyApplicationsRequest extends PageRequest {}

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

  @TextLike(/^(me|nobody|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/, {
    description: '`me`, `nobody`, or a person id.',
    example: 'me',
    optional: true,
  })
  assigned?: string;

  @FreeText(100, {
    description: "Part of a reference or of a service's name.",
    example: 'DU-2026-000123-7',
    optional: true,
  })
  query?: string;

  @OneOf(workListOrders, {
    description: 'What stands on top: the oldest, or the next target date.',
    default: 'filed',
    optional: true,
  })
  sort: WorkListOrder = 'filed';

  @OneOf(tasks, { description: 'Only cases in which the office has this to do.', optional: true })
  task?: Task;

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

export class PreviewRequest {
  @TextLike(/^[\w.-]{20,2000}$/, {
    description: 'Out of a preview link: shows a service that is not public yet.',
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

export class VersionRequest {
  @NumberInQuery({ minimum: 1 })
  version!: number;
}
