import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { TenantData } from '#database';
import type { Declaration } from '../domain/arrival';
import { findFreshProofs, type DeclarationProof } from '../read-models/declaration-proofs';

/** What is known of somebody's proofs for a declaration. */
export interface KnownProof {
  /** The fresh one for exactly this declaration. */
  readonly proof?: DeclarationProof;
  /** There is a fresh one for the same application as it stood before. */
  readonly ofOtherDeclaration: boolean;
}

/** Whether somebody has proven who they are for a declaration. */
export class DeclarationProofQuery extends Query<KnownProof> {
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

  async execute({ tenant, personId, declaration }: DeclarationProofQuery): Promise<KnownProof> {
    const { applicationId, declarationHash } = declaration;
    const fresh = await this.data.withTenant(tenant, (manager) =>
      findFreshProofs(manager, tenant, personId, applicationId),
    );
    const hash = Buffer.from(declarationHash, 'hex');
    const proof = fresh.find((one) => one.declarationHash.equals(hash));
    return { ...(proof && { proof }), ofOtherDeclaration: proof === undefined && fresh.length > 0 };
  }
}
