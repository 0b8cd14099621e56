import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express from 'express';
import { loadPages } from '#page-service';
import { StandIn, type StandInAnswer } from '#testing';

const built = join(__dirname, '../../../dist/apps/backoffice-web/pages');

/** What the API answers, by path; what is not named here is away. */
export type ApiAnswers = Readonly<Record<string, unknown>>;

/** The pages as they are built, before an API that a test makes up: states that a whole system is seldom in. */
export interface ShownPages {
  readonly url: string;
  /** From now on the API answers so. */
  answers: ApiAnswers;
  /** A page as text, without a browser and its script. */
  read(path: string): Promise<string>;
  stop(): void;
}

export async function shownPages(): Promise<ShownPages> {
  const away: StandInAnswer = {
    status: 503,
    body: { type: 'urn:serviceportal:problem:part-unavailable', title: 'away', status: 503 },
  };
  const api = await StandIn.start(({ url = '' }) => {
    const [path = ''] = url.split('?');
    const body = pages.answers[path];
    return body === undefined ? away : { body };
  });
  const { handler, files } = await loadPages(built, api.url);
  const server = createServer(express().use(express.static(files), handler)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const pages: ShownPages = {
    url,
    answers: {},
    async read(path) {
      const answer = await fetch(url + path, { headers: { cookie: 'session=a-session-of-a-test' } });
      return textOf(await answer.text());
    },
    stop() {
      server.close();
      server.closeAllConnections();
      api.stop();
    },
  };
  return pages;
}

/** What people read of a page: without its scripts and marks, each element apart. */
function textOf(page: string): string {
  const [, body = ''] = /<body[^>]*>(.*)<\/body>/s.exec(page) ?? [];
  return body
    .replaceAll(/<script.*?<\/script>/gs, '')
    .replaceAll(/<!--.*?-->/gs, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll(/\s+/g, ' ');
}
