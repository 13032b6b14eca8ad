/** Calls of our own API from a page that is open. */
import type { Page } from "playwright-core";

/** Runs in the page, so that cookies, origin and fetch metadata are the browser's own. */
export async function call<Answer>(
  page: Page,
  method: string,
  url: string,
  body?: unknown,
  token?: string,
): Promise<Answer> {
  const { status, text } = await page.evaluate(
    async ([verb, address, content, bearer]) => {
      const response = await fetch(address, {
        method: verb,
        headers: {
          ...(content !== null && { "Content-Type": "application/json" }),
          ...(verb === "POST" && { "Idempotency-Key": crypto.randomUUID() }),
          ...(bearer && { Authorization: `Bearer ${bearer}` }),
        },
        ...(content !== null && { body: content }),
      });
      return { status: response.status, text: await response.text() };
    },
    [method, url, body === undefined ? null : JSON.stringify(body), token ?? ""] as const,
  );
  if (status >= 400) throw new Error(`${method} ${url} answered ${status}: ${text}`);
  return (text === "" ? undefined : JSON.parse(text)) as Answer;
}
