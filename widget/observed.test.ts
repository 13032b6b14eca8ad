import { expect, it } from "vitest";
import { createObserved } from "./observed.ts";

it("draws once for all changes of a moment, and again for the next", async () => {
  let drawn = 0;
  const observed = createObserved(() => (drawn += 1));
  const state = observed({ subject: "", body: "" });
  state.subject = "Hello";
  state.body = "World";
  expect(drawn).toBe(0);
  await Promise.resolve();
  expect(drawn).toBe(1);
  state.body = "World!";
  await Promise.resolve();
  expect([drawn, state]).toEqual([2, { subject: "Hello", body: "World!" }]);
});
