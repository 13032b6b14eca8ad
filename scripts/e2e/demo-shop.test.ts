/** `npm start`, the page of somebody who is signed in at the shop. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { Browser } from "playwright-core";
import { type Demo, startDemo } from "../shots/demo.ts";
import { launchBrowser } from "../testing/browser.ts";
import { visitorOn } from "./visitor.ts";

let demo: Demo;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  demo = await startDemo();
  browser = await launchBrowser(inject("browserPath"));
  page = await browser.newPage();
  page.setDefaultTimeout(15_000);
});
afterAll(async () => {
  await browser.close();
  await demo.stop();
});

const earlier = () => visitorOn(page).panel.getByText("Is the gift box in stock again?");

test("who is signed in at the shop finds earlier tickets in the widget, until she signs out there", async () => {
  await page.goto(`${demo.shop}/account.html`);
  await page.getByText("Signed in as Mia Claes.").waitFor();
  await visitorOn(page).open();
  await earlier().waitFor();
  await page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
  await page.getByText("Nobody is signed in.").waitFor();
  await visitorOn(page).panel.getByText("No tickets yet").waitFor();
  expect(await earlier().count()).toBe(0);
  await page.reload();
  await page.getByText("Nobody is signed in.").waitFor();
  await page.getByRole("button", { name: "Sign in as Mia" }).click();
  await page.getByText("Signed in as Mia Claes.").waitFor();
  await visitorOn(page).open();
  await earlier().waitFor();
});

test("a guest of the shop is given no token, and no page of it holds the secret", async () => {
  const guest = await fetch(`${demo.shop}/support-token`, { headers: { Cookie: "shop-signed-out=1" } });
  expect([guest.status, await guest.text()]).toEqual([401, ""]);
  for (const path of ["/account.html", "/account.js"]) {
    expect(await (await fetch(demo.shop + path)).text()).not.toMatch(/willow-tea-demo01-key|secret/i);
  }
});
