import { CalendarDate, FlagInQuery, Id } from '#http';

export class DeputyInput {
  @Id({
    description:
      'Person id of who is away; the one who asks when omitted. Only a head of office names others.',
    example: '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11',
    optional: true,
  })
  personId?: string;

  @Id({
    description: 'Person id of the colleague who stands in: somebody of the same office.',
    example: '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b12',
  })
  deputyId!: string;

  @CalendarDate({ description: 'First day, in Europe/Berlin.', example: '2026-12-21' })
  from!: string;

  @CalendarDate({ description: 'Last day, to its end.', example: '2027-01-08' })
  until!: string;
}

export class DeputiesRequest {
  @FlagInQuery({
    description: 'Only what concerns the caller: who stands in for them, and for whom they do.',
    optional: true,
  })
  own?: boolean;
}
