import type { ModuleRef } from '@nestjs/core';
import type { Expiry } from './expiries';

/** How full a place is, where that can be known. */
export interface Storage {
  readonly usedBytes?: number;
  readonly freeBytes?: number;
  readonly totalBytes?: number;
}

/** What only the service knows of itself. */
export interface OperationOptions {
  readonly service: string;
  /** Which release of this program it is. */
  readonly release: string;
  /** Where its documents lie. */
  readonly storage?: () => Promise<Storage | undefined>;
  /** What of it runs out. @param tenant whose operator asks @param parts the providers of the service, wherever they stand */
  readonly expiries?: (tenant: string, parts: Pick<ModuleRef, 'get'>) => readonly Expiry[];
}

/** Injection token of the options. */
export const operationOptions = Symbol('OperationOptions');
