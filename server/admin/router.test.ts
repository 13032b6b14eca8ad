import { describe, expect, it } from "vitest";
import { deskPages, hashOf, keepSecret, readHash, readKeptSecret, takeSecret, type Route } from "./router.ts";

const route = (hash: string): Route => readHash(hash);

describe("reading an address", () => {
  it("opens the open tickets where nothing is said", () => {
    expect(route("")).toEqual({ page: "tickets", filter: { view: "open" }, ticket: null });
  });

  it("takes filters and the open ticket from the fragment", () => {
    expect(route("#tickets/t1?view=mine&project=p1&q=caf%C3%A9+au+lait&sort=oldest")).toEqual({
      page: "tickets",
      ticket: "t1",
      filter: { view: "mine", project: "p1", q: "café au lait", sort: "oldest" },
    });
  });

  it("leaves out what the server would refuse", () => {
    expect(route("#tickets?view=everything&priority=enormous&sort=random")).toEqual(route("#tickets"));
  });

  it("falls back to the first tab of a project's settings", () => {
    expect(route("#settings/p1/secrets")).toEqual({ page: "settings", project: "p1", tab: "general" });
  });

  it("U-M4: takes the part of a portal's settings, and no part of anything else", () => {
    const portal = { page: "settings", project: "p1", tab: "portal" };
    expect(route("#settings/p1/portal/look")).toEqual({ ...portal, part: "look" });
    expect(route("#settings/p1/portal/secrets")).toEqual(portal);
    expect(route("#settings/p1/general/look")).toEqual({ ...portal, tab: "general" });
    expect(hashOf(route("#settings/p1/portal/look"))).toBe("#settings/p1/portal/look");
  });

  it("takes filters of people from the fragment, and leaves out what the server would refuse", () => {
    expect(route("#customers?project=p1&state=opened&sort=invited&q=m")).toEqual({
      page: "customers",
      customer: null,
      isView: false,
      people: { project: "p1", state: "opened", sort: "invited", q: "m" },
    });
    expect(route("#customers?state=friendly&sort=random")).toEqual(route("#customers"));
  });

  it("survives a percent sign that means nothing", () => {
    expect(route("#mail/%E0%A4%A")).toEqual({ page: "mail", mail: null });
  });
});

describe("writing an address", () => {
  const routes: Route[] = [
    { page: "tickets", filter: { view: "open" }, ticket: null },
    { page: "tickets", filter: { view: "held", tag: "a&b=c?", assignee: "none" }, ticket: "t/1?" },
    { page: "new-ticket", filter: { view: "all", inbox: "i1" } },
    { page: "mail", mail: "m1" },
    { page: "mail", mail: "m1", customer: "c1" },
    { page: "settings", project: "p1", tab: "portal" },
    { page: "settings", project: null, tab: "general" },
    ...deskPages.map((page) => ({ page })),
    { page: "tickets", filter: { view: "all", customer: "c1" }, ticket: null },
    { page: "customers", customer: null, isView: false, people: { company: "o1", q: "a&b" } },
    { page: "customers", customer: "c/1", isView: false, people: {} },
    { page: "customers", customer: "c1", isView: true, people: {} },
    { page: "companies", company: "o1", people: {} },
    { page: "import", run: "i1" },
    { page: "import", run: null },
    { page: "keys" },
  ];

  it.each(routes.map((one) => [hashOf(one), one] as const))("reads %s back as it was", (hash, one) => {
    expect(readHash(hash)).toEqual(one);
  });
});

describe("a one-time link", () => {
  const opened = (hash: string): { left: string[]; secret: ReturnType<typeof takeSecret> } => {
    const left: string[] = [];
    const location = { hash, pathname: "/admin", search: "" } as Location;
    const history = { replaceState: (_state: unknown, _title: string, url: string) => left.push(url) };
    return { secret: takeSecret(location, history as unknown as History), left };
  };

  it("leaves the address bar", () => {
    expect(opened("#setup=abc-123")).toEqual({ secret: { kind: "setup", token: "abc-123" }, left: ["/admin"] });
  });

  it("U-m8: is there again after a reload, and gone once it was used", () => {
    const values = new Map<string, string>();
    const storage = {
      getItem: (name: string) => values.get(name) ?? null,
      setItem: (name: string, value: string) => void values.set(name, value),
      removeItem: (name: string) => void values.delete(name),
    } as unknown as Storage;
    const link = { kind: "activate", token: "a b%c" } as const;
    keepSecret(() => storage, link);
    expect(readKeptSecret(() => storage)).toEqual(link);
    keepSecret(() => storage, null);
    expect([readKeptSecret(() => storage), values.size]).toEqual([null, 0]);
    const refused = (): Storage => {
      throw new DOMException("No storage here", "SecurityError");
    };
    keepSecret(refused, link);
    expect(readKeptSecret(refused)).toBeNull();
  });

  it("is told from an ordinary place", () => {
    expect(opened("#tickets/setup=1")).toEqual({ secret: null, left: [] });
  });
});
