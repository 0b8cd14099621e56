import { Body, HttpCode, Post, type PipeTransform, type Type } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import { CurrentUser, type ServiceToken } from '#auth';
import { Change, invalidInput, type ChangeRequest } from '#http';

/** What a route has to know of a command. */
export interface RoutedCommand {
  /** The verb, which is the last part of the path: `POST …/:id/extend`. */
  readonly name: string;
  readonly summary: string;
  /** The class that the body is checked against; {@link NoInput} for a command that needs nothing but to be given. */
  readonly input: new () => object;
  /** What follows `:id/` in the path, where that is not the name. */
  readonly path?: string;
  /** HTTP status of success; default 200. */
  readonly status?: 200 | 201;
  /** The class of the answer, where it is not the controller's. */
  readonly answer?: Type;
}

/** The input of a command that needs nothing but to be given: no body, or an empty object. */
export class NoInput {}

/** A controller whose routes are made by {@link CommandRoutes}. */
export interface GivesCommands {
  /** Gives a command upon what the path names, as the caller; what it returns is the answer. */
  give(user: ServiceToken, change: ChangeRequest, name: string, input: object): Promise<object>;
}

/**
 * Class decorator: adds `POST :id/<name>` (or the command's `path`) for each command, with `If-Match` and `Idempotency-Key`, described in the OpenAPI
 * document. A command that is in the list has a route, and nothing else has.
 * @param answer the class of what `give` returns, unless the command names its own
 */
export function CommandRoutes(commands: readonly RoutedCommand[], answer: Type = Object) {
  return (controller: Type<GivesCommands>): void => {
    const prototype = controller.prototype as GivesCommands & Record<string, unknown>;
    for (const command of commands) {
      const { name, summary, input, path = name, status = 200 } = command;
      const method = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
      if (method in prototype) throw new Error(`${controller.name} has a method "${method}" already`);
      const route = function (this: GivesCommands, user: ServiceToken, change: ChangeRequest, body?: object) {
        return this.give(user, change, name, body ?? {});
      };
      // Swagger finds a method by the name that its function has.
      Object.defineProperty(route, 'name', { value: method });
      Object.defineProperty(prototype, method, { value: route, configurable: true, writable: true });
      CurrentUser()(prototype, method, 0);
      Change()(prototype, method, 1);
      (input === NoInput ? Body(noFields) : Body())(prototype, method, 2);
      const types = [Object, Object, input === NoInput ? Object : input];
      Reflect.defineMetadata('design:paramtypes', types, prototype, method);
      const descriptor = { value: route };
      for (const decorate of [
        Post(`:id/${path}`),
        HttpCode(status),
        ApiOperation({ summary }),
        ApiResponse({ status, type: command.answer ?? answer }),
      ])
        decorate(prototype, method, descriptor);
    }
  };
}

const noFields: PipeTransform<unknown, object> = {
  transform(body = {}) {
    if (typeof body !== 'object' || body === null || Array.isArray(body)) {
      throw invalidInput([{ pointer: '', rule: 'is-object', message: notAnObject }]);
    }
    const errors = Object.keys(body).map((field) => ({
      pointer: `/${field.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      rule: 'unknown-field',
      message: unknownField,
    }));
    if (errors.length > 0) throw invalidInput(errors);
    return {};
  },
};

const notAnObject = {
  de: 'Der Inhalt muss ein JSON-Objekt sein.',
  en: 'The body must be a JSON object.',
};
const unknownField = { de: 'Dieses Feld gibt es hier nicht.', en: 'This field does not exist here.' };
