/** A search on the staff page goes over everything, and one press leaves one status of what it found. */
import { beforeAll, expect, test } from "vitest";
import { write } from "../testing/hands.ts";
import { sharedStaff } from "./shared.ts";
import { openView } from "./staff.ts";

const { hanna } = sharedStaff();
beforeAll(async () => {
  await hanna.quickProject("Willow Tea");
  const { items } = await hanna.call<{ items: { id: string }[] }>("GET", "/projects");
  for (const [subject, status] of [
    ["Plain", "open"],
    ["Tagged", "on-hold"],
    ["Wholesale box", "solved"],
    ["Wheel", "closed"],
  ] as const) {
    const { id } = await hanna.newTicket({ project: items[0]!.id, subject });
    await hanna.call("PATCH", `/tickets/${id}`, { status });
  }
  await hanna.page.reload();
});

const shows = (...subjects: string[]): Promise<void> =>
  expect
    .poll(() => hanna.page.locator("a[data-ticket] .subject").allTextContents(), { timeout: 5_000 })
    .toEqual(subjects);

test("begun in any view, it finds what lies in another, says of which status it is, and marks the words", async () => {
  await openView(hanna.page, "Open");
  await shows("Plain");
  const search = hanna.page.getByRole("searchbox", { name: "Search tickets" });
  const found = hanna.page.getByRole("group", { name: "Status" }).getByRole("link");
  await write(search, "tagg");
  await shows("Tagged");
  await expect.poll(() => found.allTextContents()).toEqual(["All tickets 1", "On hold 1"]);
  await write(search, "wh");
  await shows("Wheel", "Wholesale box");
  await expect
    .poll(() => hanna.page.evaluate(() => [...(CSS.highlights.get("found") ?? [])].map((range) => String(range))))
    .toEqual(["Wh", "Wh"]);
  await found.filter({ hasText: "Closed" }).click();
  await shows("Wheel");
  await expect.poll(() => found.allTextContents()).toEqual(["All tickets 2", "Solved 1", "Closed 1"]);
  await found.filter({ hasText: "All tickets" }).click();
  await shows("Wheel", "Wholesale box");
  await write(search, "");
  await shows("Plain");
});
