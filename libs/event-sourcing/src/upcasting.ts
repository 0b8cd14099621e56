/**
 * How an event of an older schema is read as one of the newer: applied on every read, never written back.
 * The stored bytes and their hash stay as they were.
 */
export interface Upcaster {
  readonly from: EventSchema;
  /** A newer version of the same type, or another type that took its place. */
  readonly to: EventSchema;
  /** The newer data for the older. Pure. */
  upcast(data: unknown): unknown;
}

export interface EventSchema {
  readonly type: string;
  readonly schemaVersion: number;
}

/** The upcasters of one service, followed step by step until an event has its newest schema. */
export class Upcasters {
  private readonly byType = new Map<string, Map<number, Upcaster>>();
  private readonly newest = new Map<string, number>();

  /** @throws TypeError when two upcasters start from the same schema, or when following them would never end. */
  constructor(upcasters: readonly Upcaster[] = []) {
    for (const upcaster of upcasters) {
      const { type, schemaVersion } = upcaster.from;
      const ofType = this.byType.get(type) ?? new Map<number, Upcaster>();
      if (ofType.has(schemaVersion))
        throw new TypeError(`two upcasters start from ${type} ${schemaVersion}; keep one`);
      this.byType.set(type, ofType.set(schemaVersion, upcaster));
      this.newest.set(
        upcaster.to.type,
        Math.max(this.currentVersion(upcaster.to.type), upcaster.to.schemaVersion),
      );
    }
    for (const upcaster of upcasters) {
      let next: Upcaster | undefined = upcaster;
      for (let steps = 0; next !== undefined; steps += 1) {
        if (steps > upcasters.length)
          throw new TypeError(`the upcasters from ${upcaster.from.type} form a circle`);
        next = this.from(next.to);
      }
    }
  }

  /** The schema version in which new events of a type are written: the newest one an upcaster leads to, else 1. */
  currentVersion(type: string): number {
    return this.newest.get(type) ?? 1;
  }

  /** The event in its newest schema. */
  upcast(schema: EventSchema, data: unknown): EventSchema & { readonly data: unknown } {
    let upcaster = this.from(schema);
    while (upcaster !== undefined) {
      data = upcaster.upcast(data);
      schema = upcaster.to;
      upcaster = this.from(schema);
    }
    return { type: schema.type, schemaVersion: schema.schemaVersion, data };
  }

  private from(schema: EventSchema): Upcaster | undefined {
    return this.byType.get(schema.type)?.get(schema.schemaVersion);
  }
}
