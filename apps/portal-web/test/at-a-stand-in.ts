import type { Page } from 'playwright-core';

/** Chooses who one is at the stand-in of BundID or Servicekonto.NRW. @param means as in `AssertionProvedBy`, e.g. `eID` */
export async function chooseAtStandIn(page: Page, person: string, means: string): Promise<void> {
  await page.waitForURL(/\/sso\/choose/);
  await page.locator(`button[value="${person} ${means}"]`).click();
}
