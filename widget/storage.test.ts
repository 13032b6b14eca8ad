// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from "vitest";
import { openStorage } from "./storage.ts";

describe("what a browser keeps of a portal", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    localStorage.clear();
  });

  it("is there at the next visit, for this portal alone", () => {
    openStorage("tea").write({ visitor: "token" });
    expect(openStorage("tea").read()).toEqual({ visitor: "token" });
    expect(openStorage("bikes").read()).toEqual({});
  });

  it("is gone when another tab has forgotten it", () => {
    const storage = openStorage("tea");
    storage.write({ visitor: "token" });
    localStorage.removeItem("deskbell:tea");
    expect(storage.read()).toEqual({});
  });

  it("lasts as long as the page where storage is refused", () => {
    vi.stubGlobal(
      "localStorage",
      new Proxy(
        {},
        {
          get: () => () => {
            throw new DOMException("refused", "SecurityError");
          },
        },
      ),
    );
    const storage = openStorage("tea");
    storage.write({ visitor: "token" });
    storage.write({ known: true });
    expect(storage.read()).toEqual({ visitor: "token", known: true });
    storage.forget();
    expect(storage.read()).toEqual({});
  });

  it("starts anew where somebody else's text lies in its place", () => {
    localStorage.setItem("deskbell:tea", "{half");
    expect(openStorage("tea").read()).toEqual({});
  });
});
