import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { givenStaffCookie, giveStaffCookie, takeStaffCookie } from "./staff-cookie.ts";

const app = (publicUrl: string): Hono =>
  new Hono()
    .get("/give", (c) => {
      giveStaffCookie(c, publicUrl, "dbs_token");
      return c.text("");
    })
    .get("/take", (c) => {
      takeStaffCookie(c, publicUrl);
      return c.text("");
    })
    .get("/given", (c) => c.text(givenStaffCookie(c, publicUrl) ?? "none"));

const guarded = "__Host-deskbell=dbs_token; Path=/; HttpOnly; Secure; SameSite=Strict";
const plain = "deskbell=dbs_token; Path=/; HttpOnly; SameSite=Strict";

describe("X2: the cookie of staff", () => {
  it.each(["X-Forwarded-For", "X-Forwarded-Proto", "Forwarded", "Via", "X-Real-IP"])(
    "is guarded where %s says that a proxy leads here, whatever name it asks by",
    async (name) => {
      const headers = { [name]: "https" };
      const answer = await app("http://localhost:3000").request("http://127.0.0.1:3000/give", { headers });
      expect(answer.headers.getSetCookie()).toEqual([guarded]);
    },
  );

  it.each([
    ["http://localhost:3000", "http://localhost:3000", plain],
    ["http://localhost:3000", "http://127.0.0.1:3000", plain],
    ["http://[::1]:3000", "http://[::1]:3000", plain],
    // A desk of this machine that is open to the network as well: a plain cookie would go through it.
    ["http://localhost:3000", "http://192.168.1.5:3000", guarded],
    // A proxy in front that names the desk by its own address.
    ["https://desk.test", "http://127.0.0.1:3000", guarded],
    ["https://localhost", "http://localhost:3000", guarded],
    ["http://desk.test", "http://localhost:3000", guarded],
  ])("of a desk at %s that is asked for at %s is %s", async (publicUrl, asked, cookie) => {
    const desk = app(publicUrl);
    const answer = await desk.request(`${asked}/give`);
    expect(answer.headers.getSetCookie()).toEqual([cookie]);
    const [Cookie = ""] = cookie.split(";");
    const read = async (sent: string): Promise<string> =>
      (await desk.request(`${asked}/given`, { headers: { Cookie: sent } })).text();
    expect(await read(Cookie)).toBe("dbs_token");
    // Whoever was in before an update stays in.
    expect(await read("__Host-deskbell=dbs_token")).toBe("dbs_token");
    if (cookie === guarded) expect(await read("deskbell=dbs_token")).toBe("none");
    const taken = (await desk.request(`${asked}/take`)).headers.getSetCookie();
    expect(taken.some((one) => one.startsWith(`${Cookie.split("=")[0]}=; Max-Age=0`))).toBe(true);
  });
});
