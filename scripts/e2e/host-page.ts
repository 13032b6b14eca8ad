/** A stranger's page with the snippet in it, and nothing that is not asked for. */
import type { Page } from "playwright-core";
import type { HostPage } from "./sites.ts";
import type { World } from "./world.ts";

interface HostPageOptions {
  /** Attributes of the script tag beside `async` and `src`. */
  attributes?: Record<string, string>;
  /** How many script tags. */
  tags?: number;
  headers?: Record<string, string>;
  body?: string;
}

export function hostPage({ attributes = {}, tags = 1, headers, body = "" }: HostPageOptions): HostPage {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`);
  const tag = `<script async src="https://desk.test/widget.js"${written.join("")}></script>`;
  // An icon of its own keeps the browser from asking for one, which a strict policy would report.
  const head = `<meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,">`;
  const html = `<!doctype html><html lang="en"><head>${head}${tag.repeat(tags)}</head><body><h1>Shop</h1>${body}</body></html>`;
  return { html, ...(headers && { headers }) };
}

/** Somebody new opens such a page. */
export async function visitShop({ sites, newPage }: World, options: HostPageOptions): Promise<Page> {
  const path = `/${crypto.randomUUID()}.html`;
  sites.addPage(path, hostPage(options));
  return newPage(`https://shop.test${path}`);
}

/** The strictest policy that the contract promises to work under. */
export const strictPolicy = [
  "default-src 'none'",
  "script-src https://desk.test",
  "connect-src https://desk.test",
  "img-src data:",
  "require-trusted-types-for 'script'",
].join("; ");
