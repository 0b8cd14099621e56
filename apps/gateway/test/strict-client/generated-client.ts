import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import type { OpenApiDocument } from '../../src/openapi/document';

/** As strict as a compiler can be. */
const strict: ts.CompilerOptions = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitReturns: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  types: [],
  skipLibCheck: true,
};

/** A folder with the generated types of a document, in which programs are compiled that use them. */
export class GeneratedClient {
  private readonly folder = mkdtempSync(join(process.env['TEST_FOLDER'] ?? tmpdir(), 'client-'));
  /** What was generated. */
  readonly types: string;

  /** @param name module of the generated types */
  constructor(name: string, document: OpenApiDocument) {
    const [source, types] = [join(this.folder, 'openapi.json'), join(this.folder, `${name}.d.ts`)];
    writeFileSync(source, JSON.stringify(document));
    const generator = join(dirname(require.resolve('openapi-typescript/package.json')), 'bin/cli.js');
    execFileSync(process.execPath, [generator, source, '--output', types], { stdio: 'pipe' });
    this.types = readFileSync(types, 'utf8');
  }

  /** What was generated, as this repository writes it. */
  formatted(): string {
    const root = join(__dirname, '../../../..');
    const prettier = join(dirname(require.resolve('prettier/package.json')), 'bin/prettier.cjs');
    const args = [prettier, '--stdin-filepath', join(root, 'libs/api-client/src/generated.d.ts')];
    return execFileSync(process.execPath, args, { cwd: root, input: this.types, encoding: 'utf8' });
  }

  /** What a strict compiler says of a program beside the generated types; nothing where it has no objection. */
  faultsOf(program: string): string[] {
    const file = join(this.folder, 'program.ts');
    writeFileSync(file, program);
    const modules = join(dirname(require.resolve('typescript/package.json')), '..', '*');
    const compiled = ts.createProgram([file], { ...strict, paths: { '*': [modules] } });
    return ts.getPreEmitDiagnostics(compiled).map(({ file: source, start = 0, messageText }) => {
      const { line = 0 } = source?.getLineAndCharacterOfPosition(start) ?? {};
      const text = source?.text.split('\n')[line]?.trim() ?? '';
      return `${line + 1}: ${ts.flattenDiagnosticMessageText(messageText, ' ')} – ${text}`;
    });
  }
}
