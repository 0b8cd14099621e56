import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { TenantData } from '#database';
import type { Declaration } from '../domain/arrival';
import { findFreshProof, type DeclarationProof } from '../read-models/declaration-proofs';

/** The fresh proof that somebody gave for exactly this declaration; undefined when there is none. */
export class DeclarationProofQuery extends Query<DeclarationProof | undefined> {
  constructor(
    readonly tenant: string,
    readonly personId: string,
    readonly declaration: Declaration,
  ) {
    super();
  }
}

@QueryHandler(DeclarationProofQuery)
export class DeclarationProofQueryHandler implements IQueryHandler<DeclarationProofQuery> {
  constructor(private readonly data: TenantData) {}

  execute({ tenant, personId, declaration }: DeclarationProofQuery): Promise<DeclarationProof | undefined> {
    return this.data.withTenant(tenant, (manager) => findFreshProof(manager, tenant, personId, declaration));
  }
}
