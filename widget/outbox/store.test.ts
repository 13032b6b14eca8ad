import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { openStore, type StoredEntry } from "./store.ts";

const entry = { key: "k", owner: "", path: "/tickets", body: {}, written: "", at: 1 } satisfies StoredEntry;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it("a browser that does not answer is not taken for one in which nothing lies", async () => {
  vi.stubGlobal("indexedDB", { open: () => ({}) });
  const all = openStore("tea").all();
  await vi.runAllTimersAsync();
  expect(await all).toBeUndefined();
});

it("a browser that refuses keeps a message in memory, and says so", async () => {
  vi.stubGlobal("indexedDB", {
    open: () => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    },
  });
  const store = openStore("tea");
  expect(await store.put(entry)).toBe(false);
  expect(await store.all()).toBeUndefined();
});
