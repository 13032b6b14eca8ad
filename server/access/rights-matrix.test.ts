import { beforeEach, describe, expect, it } from "vitest";
import type { ApiScope } from "../contract/people.ts";
import { attack, countInputs } from "../testing/attack.ts";
import type { Answer, Ask } from "../testing/desk.ts";
import { engines } from "../testing/engines.ts";
import { type Scene, secretWord, sharedScene, unknownId } from "../testing/rights/scene.ts";
import { type Sent, toPortal, toStaff } from "../testing/rights/sent.ts";
import {
  pageRights,
  portalPeople,
  portalRights,
  type RightsRow,
  staffPeople,
  staffRights,
} from "../testing/rights/table.ts";

const scopes: ApiScope[] = ["customers:read", "customers:write", "tickets:read", "mail:write"];
/** Strangers first: what somebody may change is still as it was when they try. */
const strangersFirst = ["nobody", "staff", "otherProject", "otherCompany", "visitor", "colleague", "owner"] as const;
/** May read the owner's ticket. */
const initiated = new Set<string>(["owner", "colleague"]);

describe.each(engines)("every route, and everybody (%s)", (engine) => {
  const scene = sharedScene(engine);
  beforeEach(() => attack(8));

  const kept = new Map<RightsRow<string>, Sent>();
  /** One cell: sends what the row says, at one door. Counts as one that was tried. */
  const call = async (row: RightsRow<string>, door: string, who: Ask, given: Sent): Promise<Answer<unknown>> => {
    countInputs(1);
    const [method = "", path = ""] = row.route.split(" ");
    const { ids, query, ...ask } = given;
    const own = scene.ids[path.split("/")[1]!]!;
    const address = path.replace(/:(\w+)/g, (_, name: string) => (ids ? ids[name] : undefined) ?? own);
    return scene.send(method, `${door}${address === "/" ? "" : address}${query ? `?${query}` : ""}`, {
      ...who,
      ...ask,
    });
  };
  const sent = async (row: RightsRow<string>, table: Record<string, (at: Scene) => Sent | Promise<Sent>>) => {
    const known = kept.get(row) ?? (await table[row.label]?.(scene)) ?? {};
    kept.set(row, known);
    return known;
  };
  const wasDone = (row: RightsRow<string>, { status }: Answer<unknown>): void => {
    if (status < 300) kept.delete(row);
  };
  const nowhere = (given: Sent): Sent => ({
    ...given,
    ids: { id: unknownId, kid: unknownId, merge: unknownId, ticket: unknownId },
  });

  it("has a row, and every row has a route", () => {
    const doors = { "/api/portal/:key": portalRights, "/api/staff": staffRights, "": pageRights };
    const rows = Object.entries(doors).flatMap(([door, table]) =>
      table.map(({ route }) => route.replace(" ", ` ${door}`).replace(/(?<=\S)\/$/, "")),
    );
    const { routes } = scene.desk.app;
    // What runs before the handlers of a door is entered for every method.
    const handled = routes.filter(({ method }) => method !== "ALL").map(({ method, path }) => `${method} ${path}`);
    expect([...new Set(rows)].sort()).toEqual([...new Set(handled)].sort());
  });

  describe("at the portal", () => {
    it.each(portalRights)("$label", async (row) => {
      const portal = scene.portalOf("owner");
      for (const person of strangersFirst) {
        const given = await sent(row, toPortal);
        const who: Ask =
          person === "nobody"
            ? {}
            : person === "staff"
              ? { cookie: await scene.cookieOf("administrator") }
              : { token: await scene.tokenOf(person) };
        const answer = await call(row, scene.portalOf(person), who, given);
        expect(`${person} ${answer.status}`).toBe(`${person} ${row.cells[person]}`);
        if (answer.status === 404) {
          const none = await call(row, scene.portalOf(person), who, nowhere(given));
          expect([none.status, none.text], person).toEqual([404, answer.text]);
        }
        if (!initiated.has(person)) expect(answer.text, person).not.toContain(secretWord);
        wasDone(row, answer);
      }
      // What is good at another door is worth nothing at this one, not even as much as coming with nothing.
      const cookie = await scene.cookieOf("administrator");
      const foreign = [await scene.tokenOf("otherProject"), cookie.split("=")[1]!, await scene.keyWith(scopes)];
      for (const token of foreign) {
        const answer = await call(row, portal, { token }, await sent(row, toPortal));
        expect([answer.status, answer.body.error.code]).toEqual([401, "unauthenticated"]);
      }
    });

    it("finds the owner's words for whom they are meant", async () => {
      const find = async (person: "owner" | "colleague", query: string) => {
        const { text } = await scene.desk.ask(`${scene.portalOf(person)}/tickets?${query}`, {
          token: await scene.tokenOf(person),
        });
        return text.includes(secretWord);
      };
      expect(await find("owner", `q=${secretWord}`)).toBe(true);
      expect(await find("colleague", `scope=company&q=${secretWord}`)).toBe(true);
      expect(await find("colleague", `q=${secretWord}`)).toBe(false);
    });
  });

  describe("at the desk", () => {
    it.each(staffRights)("$label", async (row) => {
      const door = "/api/staff";
      for (const person of portalPeople) {
        const token = person === "nobody" ? undefined : await scene.tokenOf(person);
        const who: Ask = token === undefined ? {} : { token, cookie: `__Host-deskbell=${token}` };
        const answer = await call(row, door, who, await sent(row, toStaff));
        expect(`${person} ${answer.status}`).toBe(`${person} ${row.cells.others}`);
        expect(answer.text, person).not.toContain(secretWord);
        wasDone(row, answer);
      }
      for (const person of staffPeople) {
        const who = { cookie: await scene.cookieOf(person) };
        const given = await sent(row, toStaff);
        const answer = await call(row, door, who, given);
        expect(`${person} ${answer.status}`).toBe(`${person} ${row.cells[person]}`);
        if (answer.status === 403) expect(answer.body.error.code).toBe("forbidden");
        if (answer.status === 404) expect((await call(row, door, who, nowhere(given))).text).toBe(answer.text);
        if (person === "elsewhere") expect(answer.text).not.toContain(secretWord);
        wasDone(row, answer);
      }
      const { key: named, administrator } = row.cells;
      const [scope, keysAlone] = named.split("=");
      const others = scopes.filter((one) => one !== scope);
      const without = await call(row, door, { token: await scene.keyWith(others) }, await sent(row, toStaff));
      expect([without.status, without.body.error.code]).toEqual([403, "not_permitted"]);
      if (scope === "-") return;
      const withKey = await call(
        row,
        door,
        { token: await scene.keyWith([scope as ApiScope]) },
        await sent(row, toStaff),
      );
      expect(`${scope} ${withKey.status}`).toBe(`${scope} ${keysAlone ?? administrator}`);
      wasDone(row, withKey);
    });
  });

  describe("outside of both doors", () => {
    it.each(pageRights)("$label", async (row) => {
      const ids = { key: scene.project.portal.key, version: "0.0.0", name: "nothing.js" };
      const plain = await call(row, "", {}, { ids });
      expect(String(plain.status)).toBe(row.cells.everybody);
      for (const person of portalPeople.slice(1)) {
        const token = await scene.tokenOf(person as Exclude<typeof person, "nobody">);
        expect((await call(row, "", { token }, { ids })).text).toBe(plain.text);
      }
      for (const person of staffPeople) {
        expect((await call(row, "", { cookie: await scene.cookieOf(person) }, { ids })).text).toBe(plain.text);
      }
    });
  });
});
