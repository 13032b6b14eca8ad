// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { answerByHand, type Asked } from "../testing/asked.ts";
import { customers } from "./people.ts";

let asked: Asked[];
beforeEach(() => {
  asked = answerByHand();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const names = (): string[] | undefined => customers.items.value?.map(({ name }) => name);

/** As the desk orders them: without accents. */
async function answer(at: number, of: string[], nextCursor: string | null = null): Promise<void> {
  await vi.waitFor(() => expect(asked).toHaveLength(at + 1));
  asked[at]!.answer(200, { items: of.map((name) => ({ id: name, name })), nextCursor });
}

it("F9: each page is in the order of the reader's language, and what stands there stays when more is read", async () => {
  const reading = customers.read({ sort: "name" });
  await answer(0, ["Þóra", "Tyra"], "next");
  await reading;
  expect(names()).toEqual(["Tyra", "Þóra"]);
  const more = customers.readMore();
  await answer(1, ["Þz", "Tz"]);
  await more;
  expect(names()).toEqual(["Tyra", "Þóra", "Tz", "Þz"]);
});

it("F9: a list in another order stays in it", async () => {
  const reading = customers.read({ sort: "newest" });
  await answer(0, ["Þóra", "Tyra"]);
  await reading;
  expect(names()).toEqual(["Þóra", "Tyra"]);
});
