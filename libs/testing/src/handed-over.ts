/** What the global set-up of a test run hands over to the tests, each of which runs in a process of its own. */
export interface HandedOver {
  /** The folder of this run, removed at its end. */
  readonly folder?: string;
  /** The administrator's URL of the run's PostgreSQL server. */
  readonly databaseUrl?: string;
  readonly brokers?: readonly string[];
  /** The state folder of a system that runs already, to be used by end-to-end tests. */
  readonly system?: string;
}

/** The only reader of the environment of tests. */
export function inherited(): HandedOver {
  const {
    TEST_FOLDER: folder,
    TEST_DATABASE_URL: databaseUrl,
    TEST_KAFKA_BROKERS: brokers,
    TEST_SYSTEM: system,
  } = process.env;
  return {
    ...(folder && { folder }),
    ...(databaseUrl && { databaseUrl }),
    ...(brokers && { brokers: brokers.split(',') }),
    ...(system && { system }),
  };
}

/** The only writer, called by the global set-up alone: processes that run tests start with what stands there then. */
export function handOver({ folder, databaseUrl, brokers }: HandedOver): void {
  if (folder) process.env['TEST_FOLDER'] = folder;
  if (databaseUrl) process.env['TEST_DATABASE_URL'] = databaseUrl;
  if (brokers) process.env['TEST_KAFKA_BROKERS'] = brokers.join(',');
}
