import { ConfigurationMistake } from '#http';
import { TenantDatabase } from '#database';
import { DataKeys } from '#encryption';
import { Logger, Module, type DynamicModule, type OnApplicationBootstrap } from '@nestjs/common';
import { Clamd } from './clamd';
import type { DocumentsConfig } from './config';
import { ComparisonController } from './http/comparison.controller';
import { Documents } from './documents';
import { DocumentsHealth } from './documents-health';
import { DocumentsTable } from './documents-table';
import { FolderStore } from './folder-store';
import type { ObjectStore } from './object-store';
import { S3Store } from './s3-store';
import { ScanWorker, type OnFound } from './scan-worker';
import type { Scanner } from './scanner';

/** Injection token of the scanner; undefined where nothing is scanned. */
const scannerToken = Symbol('Scanner');
/** What was being written for so long has lost its writer, in ms. */
const unfinishedMs = 24 * 3_600_000;

/** How the documents of a service are kept. */
interface Options {
  readonly config: DocumentsConfig;
  /** What `found` asks Nest for. */
  readonly inject: readonly (abstract new (...args: never[]) => unknown)[];
  /** Makes what is done where malware is found in a document of a case. */
  readonly found: (...parts: never[]) => OnFound;
}

/** The documents of a service: their store, the scans, and what is known of them in the database of its `DatabaseModule`. */
@Module({})
export class DocumentsModule implements OnApplicationBootstrap {
  constructor(private readonly documents: Documents) {}

  static forRoot({ config, inject, found }: Options): DynamicModule {
    const scanner = config.CLAMD === undefined ? undefined : new Clamd(config.CLAMD);
    return {
      module: DocumentsModule,
      global: true,
      controllers: [ComparisonController],
      providers: [
        { provide: scannerToken, useValue: scanner },
        {
          provide: DocumentsTable,
          inject: [TenantDatabase],
          useFactory: (database: TenantDatabase) => new DocumentsTable(database),
        },
        {
          provide: Documents,
          inject: [DocumentsTable, DataKeys],
          useFactory: (table: DocumentsTable, keys: DataKeys) =>
            new Documents(table, keys, storeOf(config), scanner !== undefined),
        },
        {
          provide: DocumentsHealth,
          inject: [Documents],
          useFactory: (documents: Documents) => new DocumentsHealth(documents.store, scanner),
        },
        {
          provide: ScanWorker,
          inject: [Documents, DocumentsTable, { token: scannerToken, optional: true }, ...inject],
          useFactory: (
            documents: Documents,
            table: DocumentsTable,
            by: Scanner | undefined,
            ...parts: never[]
          ) => new ScanWorker(documents, table, by, found(...parts)),
        },
      ],
      exports: [Documents, DocumentsTable, DocumentsHealth],
    };
  }

  /** What a process that was killed has left half written is no document. */
  onApplicationBootstrap(): void {
    this.documents.store.tidy(new Date(Date.now() - unfinishedMs)).catch((error: unknown) => {
      new Logger('documents').warn({ err: error }, 'what was left half written stays until the next start');
    });
  }
}

/** The store that the environment names. @throws ConfigurationMistake where it names none */
export function storeOf(config: DocumentsConfig): ObjectStore {
  const { S3_URL: url, DOCUMENTS_FOLDER: folder } = config;
  if (url !== undefined) {
    const { S3_ACCESS_KEY: accessKey, S3_SECRET_KEY: secretKey, S3_REGION: region } = config;
    return new S3Store({ url, accessKey, secretKey, region });
  }
  if (folder !== undefined) return new FolderStore(folder);
  throw new ConfigurationMistake(
    'Documents have no place: set DOCUMENTS_FOLDER to a folder or S3_URL to the address of a bucket.',
  );
}
