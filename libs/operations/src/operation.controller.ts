import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { CurrentUser, Roles, ServiceKeys, SigningKey, type ServiceToken } from '#auth';
import { TenantDatabase } from '#database';
import { Health } from '#http';
import { inOrder, type Expiry } from './expiries';
import { operationOptions, type OperationOptions } from './options';

const bytes = { type: 'integer', minimum: 0 } as const;

/** A part that a service rests on. */
export class RestsOn {
  /** @example database */
  @ApiProperty() readonly name!: string;
  @ApiProperty({ enum: ['up', 'down', 'degraded'] }) readonly status!: 'up' | 'down' | 'degraded';
  @ApiPropertyOptional({ description: 'Why it is not up, in English, as in the log.' })
  readonly reason?: string;
}

/** Where a service keeps something, and how full that is. */
export class StorageReading {
  @ApiProperty({ enum: ['database', 'documents'] }) readonly name!: 'database' | 'documents';
  @ApiPropertyOptional({ ...bytes, description: 'What is kept there, where that can be known.' })
  readonly usedBytes?: number;
  @ApiPropertyOptional({ ...bytes, description: 'What still fits, where that can be known.' })
  readonly freeBytes?: number;
  @ApiPropertyOptional({ ...bytes, description: 'Of the disk.' })
  readonly totalBytes?: number;
}

class ExpiryReading implements Expiry {
  @ApiProperty({
    enum: [
      'signing-key',
      'broker-certificate',
      'broker-authority',
      'saml-certificate',
      'provider-certificate',
    ],
  })
  readonly kind!: Expiry['kind'];
  @ApiProperty() readonly name!: string;
  @ApiProperty({ format: 'date-time' }) readonly validUntil!: string;
}

/** How one service runs; nothing of a person and of no case. */
export class OperationReading {
  @ApiProperty({ example: 'application' }) readonly service!: string;
  @ApiProperty({ description: 'Whether it takes requests.' }) readonly ready!: boolean;
  @ApiProperty({ type: [RestsOn] }) readonly restsOn!: readonly RestsOn[];
  @ApiProperty({ example: '0.1.0', description: 'Which release of this program it is.' })
  readonly release!: string;
  @ApiProperty({ example: '24.7.0', description: 'Version of Node.' }) readonly node!: string;
  @ApiProperty({ format: 'date-time' }) readonly startedAt!: string;
  @ApiProperty({ type: [StorageReading] }) readonly storage!: readonly StorageReading[];
  @ApiProperty({ type: [ExpiryReading], description: 'The soonest first.' })
  readonly expiries!: readonly Expiry[];
}

/** So long the size of a database stays the one that was read, in ms: PostgreSQL asks the file system for each of its files. */
const sizeLastsMs = 60_000;

/** How a service runs, for who operates it. */
@ApiTags('operations')
@Controller('operations/health')
@Roles('operator')
export class OperationController {
  private readonly startedAt = new Date(Date.now() - process.uptime() * 1_000).toISOString();
  private size: { readonly bytes: Promise<number | undefined>; readonly until: number } | undefined;

  constructor(
    private readonly modules: ModuleRef,
    private readonly database: TenantDatabase,
    private readonly signing: SigningKey,
    private readonly keys: ServiceKeys,
    @Inject(operationOptions) private readonly options: OperationOptions,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'What the service rests on, its release, its storage, and what of it runs out' })
  @ApiOkResponse({ type: OperationReading })
  async read(@CurrentUser() { tenant }: ServiceToken): Promise<OperationReading> {
    const { service, release, storage, expiries = () => [] } = this.options;
    const { status, parts } = await this.modules.get(Health, { strict: false }).look();
    const [usedBytes, documents] = await Promise.all([
      this.databaseBytes(),
      storage?.().catch(() => undefined),
    ]);
    return {
      ...{ service, release, node: process.versions.node, startedAt: this.startedAt },
      ready: status === 'ready',
      restsOn: Object.entries(parts).map(([name, part]) => restsOn(name, part)),
      storage: [
        { name: 'database', ...(usedBytes !== undefined && { usedBytes }) },
        ...(documents === undefined ? [] : [{ name: 'documents', ...documents } as const]),
      ],
      expiries: inOrder([...this.ownKey(), ...expiries(tenant, this.modules)]),
    };
  }

  /** The key with which it signs its calls and its events, where somebody has said until when. */
  private ownKey(): readonly Expiry[] {
    const until = this.keys.find(this.signing.id)?.notAfter ?? Infinity;
    if (until === Infinity) return [];
    return [{ kind: 'signing-key', name: this.signing.id, validUntil: new Date(until).toISOString() }];
  }

  private databaseBytes(): Promise<number | undefined> {
    if (this.size !== undefined && this.size.until > Date.now()) return this.size.bytes;
    const bytes = this.database
      .acrossTenants((client) =>
        client.query<{ bytes: string }>('SELECT pg_database_size(current_database()) AS bytes'),
      )
      .then(
        ({ rows }) => Number(rows[0]?.bytes),
        () => undefined,
      );
    this.size = { bytes, until: Date.now() + sizeLastsMs };
    return bytes;
  }
}

function restsOn(
  name: string,
  part: { readonly status: 'up' | 'down'; readonly reason?: string; readonly info?: unknown },
): RestsOn {
  if (part.status === 'down') return { name, status: 'down', reason: part.reason ?? '' };
  const degraded = (part.info as { readonly degraded?: unknown } | null | undefined)?.degraded;
  return degraded === undefined
    ? { name, status: 'up' }
    : {
        name,
        status: 'degraded',
        reason: typeof degraded === 'string' ? degraded : JSON.stringify(degraded),
      };
}
