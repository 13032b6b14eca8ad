// @vitest-environment happy-dom
import { render } from "preact";
import { expect, test } from "vitest";
import type { Ticket } from "../../server/contract/index.ts";
import { en } from "../locales/en.ts";
import { Status } from "./status.tsx";

test("U-m15: a colleague's ticket waits for them, and one's own for oneself", () => {
  const place = document.createElement("div");
  const app = { t: en, locale: "en", asked: "", setLocale: async () => {} };
  const shown = (ticket: Pick<Ticket, "mine" | "status">): string => {
    render(<Status app={app} ticket={ticket} />, place);
    return `${place.textContent}, ${place.firstElementChild!.className}`;
  };
  expect(shown({ status: "waiting" })).toBe("Waiting for you, status waiting");
  expect(shown({ status: "waiting", mine: true })).toBe("Waiting for you, status waiting");
  expect(shown({ status: "waiting", mine: false })).toBe("Answered, status answered");
  expect(shown({ status: "solved", mine: false })).toBe("Solved, status solved");
});
