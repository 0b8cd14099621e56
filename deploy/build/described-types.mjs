/** What the types of a service say of its DTOs and answers, for where its decorators and the swagger plugin say nothing. */
import ts from 'typescript';
import { TypeSchemas } from './type-schemas.mjs';

/** @typedef {import('./type-schemas.mjs').Schema} Schema */

const routes = ['Get', 'Post', 'Put', 'Patch', 'Delete'];

/**
 * @param {ts.Program} program @param {readonly ts.SourceFile[]} files @param {readonly string[]} dtoFiles what the path of a
 *   file with DTOs contains, beside those of `http/`
 * @returns what `DescribedTypes` of #http is: properties by class and name, answers by `Controller.method`
 */
export function describedTypes(program, files, dtoFiles) {
  const checker = program.getTypeChecker();
  const schemas = new TypeSchemas(checker);
  /** @type {Record<string, Record<string, Schema>>} */
  const models = {};
  /** @type {Record<string, Schema>} */
  const answers = {};
  for (const file of files) {
    const holdsDtos = ['/src/http/', ...dtoFiles].some((part) => file.fileName.includes(part));
    for (const statement of file.statements) {
      if (!ts.isClassDeclaration(statement) || !statement.name) continue;
      const name = statement.name.text;
      if (isDecorated(statement, 'Controller')) {
        if (isDecorated(statement, 'ApiExcludeController')) continue;
        for (const member of statement.members) {
          if (!ts.isMethodDeclaration(member) || !routes.some((route) => isDecorated(member, route)))
            continue;
          const schema = answerOf(member, checker, schemas);
          if (schema) answers[`${name}.${member.name.getText()}`] = schema;
        }
      } else if (holdsDtos && statement.members.every(ts.isPropertyDeclaration)) {
        models[name] = Object.fromEntries(
          checker
            .getPropertiesOfType(checker.getTypeAtLocation(statement))
            .filter(({ flags }) => flags & ts.SymbolFlags.Property)
            .map((property) => [property.name, schemas.ofProperty(property)]),
        );
      }
    }
  }
  return { definitions: schemas.definitions, models, answers };
}

/** @param {ts.MethodDeclaration} method @param {ts.TypeChecker} checker @param {TypeSchemas} schemas @returns {Schema | undefined} */
function answerOf(method, checker, schemas) {
  const signature = checker.getSignatureFromDeclaration(method);
  const answer = signature && checker.getAwaitedType(signature.getReturnType());
  if (!answer || answer.flags & ts.TypeFlags.Void) return undefined;
  if (answer.symbol?.name !== 'Versioned') return schemas.of(answer);
  const body = answer.getProperty('body');
  return body && schemas.of(checker.getTypeOfSymbol(body));
}

/** @param {ts.HasDecorators} node @param {string} name @returns {boolean} */
function isDecorated(node, name) {
  return (ts.getDecorators(node) ?? []).some(({ expression }) => {
    const called = ts.isCallExpression(expression) ? expression.expression : expression;
    return ts.isIdentifier(called) && called.text === name;
  });
}
