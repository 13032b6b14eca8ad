import { expect, test } from "vitest";
import type { Page } from "../../contract/index.ts";
import type { TicketQuery } from "../api.ts";
import { ApiProblem } from "../problem.ts";
import { paged } from "./paged.ts";

interface Row {
  id: string;
}
type Answer = Page<Row> | ApiProblem;

/** A list whose questions are answered by hand, in any order. */
function asked(settled?: () => void) {
  const questions: { query: TicketQuery; stop: AbortSignal; answer: (given: Answer) => void }[] = [];
  const list = paged<Row>(
    (query, stop) =>
      new Promise((resolve, reject) => {
        stop.addEventListener("abort", () => reject(new ApiProblem("stopped", "")));
        const answer = (given: Answer): void => (given instanceof ApiProblem ? reject(given) : resolve(given));
        questions.push({ query, stop, answer });
      }),
    settled,
  );
  const ids = (): string[] | undefined => list.items.value?.map(({ id }) => id);
  return { list, questions, ids };
}

const page = (ids: string, nextCursor: string | null = null): Page<Row> => ({
  items: [...ids].map((id) => ({ id })),
  nextCursor,
});
const away = new ApiProblem("unreachable", "");

test("a further page comes below, without what news has put there already", async () => {
  const { list, questions, ids } = asked();
  const first = list.read({ q: "tea" });
  questions[0]!.answer(page("ab", "b"));
  await first;
  list.items.value = [...list.items.value!, { id: "c" }];
  const more = list.readMore();
  expect(list.isReadingMore.value).toBe(true);
  expect(questions[1]!.query).toEqual({ q: "tea", limit: "50", cursor: "b" });
  questions[1]!.answer(page("cd"));
  await more;
  expect([ids(), list.next.value, list.isReadingMore.value]).toEqual([["a", "b", "c", "d"], null, false]);
});

test("rows stay when reading them anew fails, and go when those of another question cannot be had", async () => {
  const { list, questions, ids } = asked();
  const question = { q: "tea" };
  const first = list.read(question);
  questions[0]!.answer(page("ab", "b"));
  await first;
  const again = list.read(question);
  questions[1]!.answer(away);
  await again;
  expect([ids(), list.problem.value, list.isStale.value]).toEqual([["a", "b"], away, false]);
  const other = list.read({ q: "cups" });
  expect([ids(), list.isStale.value]).toEqual([["a", "b"], true]);
  await list.readMore();
  expect(questions).toHaveLength(3);
  questions[2]!.answer(away);
  await other;
  expect([ids(), list.next.value, list.problem.value]).toEqual([undefined, null, away]);
});

test("of two questions the later one is answered, whatever comes first", async () => {
  let times = 0;
  const { list, questions, ids } = asked(() => (times += 1));
  const readings = [list.read({ q: "tea" }), list.read({ q: "cups" })];
  expect(questions[0]!.stop.aborted).toBe(true);
  questions[1]!.answer(page("c"));
  questions[0]!.answer(page("t"));
  await Promise.all(readings);
  expect([ids(), list.isStale.value, times]).toEqual([["c"], false, 1]);
});

test("a list that was looked through in part says how far, until what fits is found or all of it is known", async () => {
  const { list, questions, ids } = asked();
  const first = list.read({ q: "tea" });
  questions[0]!.answer({ ...page("", "x"), lookedThrough: 20_000 });
  await first;
  expect([ids(), list.next.value, list.looked.value]).toEqual([[], "x", 20_000]);
  const further = list.readMore();
  questions[1]!.answer({ ...page("a", "y"), lookedThrough: 20_000 });
  await further;
  expect([ids(), list.looked.value]).toEqual([["a"], 40_000]);
  const last = list.readMore();
  questions[2]!.answer(page("b"));
  await last;
  expect([ids(), list.next.value, list.looked.value]).toEqual([["a", "b"], null, 0]);
});
