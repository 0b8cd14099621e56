import { applyDecorators, Get, Header, HttpCode, Injectable, Post, UseFilters } from '@nestjs/common';
import type { Language } from '#http';
import { Sites } from '../sites';
import { button, form as formOf, page, pagePolicy, wayOn, type PageContent } from './page';
import { SignInProblemFilter } from './sign-in-problem.filter';

/** The headers of a page whose address holds the secret of a link. */
export const linkPageHeaders = {
  'Cache-Control': 'no-store',
  // `no-referrer` would take the Origin from the form, by which the gateway knows its own pages.
  'Referrer-Policy': 'same-origin',
  'Content-Security-Policy': pagePolicy,
} as const;

/**
 * The address that a link in a mail leads to: it shows what pressing the button will do, and does nothing. Mail scanners and link
 * previews open links too; they press no buttons, so only {@link LinkForm} uses a link up.
 * @param path below that of the controller
 */
export function LinkPage(path: string): MethodDecorator {
  const headers = Object.entries(linkPageHeaders).map(([name, value]) => Header(name, value));
  return applyDecorators(Get(path), UseFilters(SignInProblemFilter), ...headers);
}

/**
 * The address that the form of a {@link LinkPage} leads to: it does what the page says.
 * @param status 303 where the browser is led on, 200 where a page follows
 */
export function LinkForm(path: string, status: 200 | 303 = 303): MethodDecorator {
  return applyDecorators(
    Post(path),
    UseFilters(SignInProblemFilter),
    HttpCode(status),
    Header('Cache-Control', 'no-store'),
    Header('Content-Security-Policy', pagePolicy),
  );
}

/** What stands on the page of a link. Everything is plain text but `text` and `fields`. */
export interface LinkPageContent extends Pick<PageContent, 'title' | 'heading'> {
  /** HTML; whatever comes from outside goes through `escapeHtml`. */
  readonly text?: string;
  /** What pressing the button does. */
  readonly form?: {
    readonly action: string;
    /** HTML of what is filled in. */
    readonly fields?: string;
    readonly button: string;
  };
  readonly link?: { readonly to: string; readonly text: string };
}

/** Pages of links, with a city's name. */
@Injectable()
export class LinkPages {
  constructor(private readonly sites: Sites) {}

  /** @returns HTML */
  show(
    tenant: string,
    language: Language,
    { title, heading, text = '', form, link }: LinkPageContent,
  ): string {
    const body = [
      text,
      form === undefined ? '' : formOf(form.action, form.fields ?? '', button(form.button)),
      link === undefined ? '' : wayOn(link.to, link.text),
    ];
    return page({ language, city: this.sites.cityName(tenant), title, heading, body: body.join('') });
  }
}

/** Where a form leads whose link is known by its address alone, so that it needs no fields. */
export function withToken(path: string, token: string): string {
  return `${path}?token=${encodeURIComponent(token)}`;
}
