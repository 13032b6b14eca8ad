/** A desk that answers by hand, for tests of what the page does while it waits, or when no answer comes. */
import { vi } from "vitest";

export interface Asked {
  method: string;
  path: string;
  query: string;
  key: string | null;
  body: Record<string, unknown> & { revision: string };
  answer(status: number, body: object): void;
  lose(): void;
}

interface Init {
  method: string;
  headers: Record<string, string>;
  body?: string;
}

/** @returns what the page asks from here on, the oldest first. Storage is empty, and the clock stands. */
export function answerByHand(): Asked[] {
  const asked: Asked[] = [];
  localStorage.clear();
  sessionStorage.clear();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
  vi.stubGlobal("fetch", (url: string, { method, headers, body }: Init) => {
    const [path = "", query = ""] = url.replace("/api/staff", "").split("?");
    return new Promise<Response>((resolve, reject) => {
      asked.push({
        method,
        path,
        query,
        key: headers["idempotency-key"] ?? null,
        body: JSON.parse(body ?? "{}") as Asked["body"],
        answer: (status, given) =>
          resolve({ ok: status < 300, status, headers: new Headers(), json: () => Promise.resolve(given) } as Response),
        lose: () => reject(new TypeError("Failed to fetch")),
      });
    });
  });
  return asked;
}
