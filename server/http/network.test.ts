import { describe, expect } from "vitest";
import { withDesk } from "../testing/with-desk.ts";
import { readNetwork, widerNetwork } from "./network.ts";
import { submitTicket } from "../testing/verbs.ts";

/** What known proxies write, and by which network it counts. */
const forms: [network: string, written: string[]][] = [
  [
    "203.0.113.7",
    [
      "203.0.113.7",
      " 203.0.113.7\t",
      // Azure Application Gateway
      "203.0.113.7:51234",
      "203.0.113.7:",
      '"203.0.113.7"',
      '"203.0.113.7:51234"',
      "[203.0.113.7]",
      "203.000.113.007",
      // A socket that takes both kinds
      "::ffff:203.0.113.7",
      "::FFFF:203.0.113.7",
      "::ffff:cb00:7107",
      "0:0:0:0:0:ffff:cb00:7107",
      "0000:0000:0000:0000:0000:FFFF:CB00:7107",
      "[::ffff:203.0.113.7]:443",
      "[::ffff:cb00:7107]",
      "::ffff:203.0.113.7:51234",
    ],
  ],
  [
    "2001:db8:1:2::/64",
    [
      "2001:db8:1:2::1",
      "2001:db8:1:2:ffff:ffff:ffff:ffff",
      "2001:DB8:1:2::A",
      "2001:0db8:0001:0002:0000:0000:0000:0001",
      "[2001:db8:1:2::1]",
      "[2001:db8:1:2::1]:443",
      '"[2001:db8:1:2::1]:443"',
      '"2001:db8:1:2::1"',
      "2001:db8:1:2::1%eth0",
      "[2001:db8:1:2::1%25eth0]:443",
      // Without brackets the port is the ninth group.
      "2001:db8:1:2:0:0:0:1:51234",
    ],
  ],
  ["0:0:0:0::/64", ["::1", "[::1]:443", "0:0:0:0:0:0:0:1", "::"]],
  ["fe80:0:0:0::/64", ["fe80::1%eth0", "FE80::2", "[fe80::1%25en0]:80"]],
  // None of a client's: the proxy's own, which a test without a socket has none of.
  ["unknown", ["unknown", "_hidden", "unix:", "", "x", "1.2.3", "999.1.1.1", "[]", "[", "::1::", "%", '"']],
];

describe("F10: a network is one, however a proxy writes it", () => {
  const { it, desk } = withDesk("sqlite", { limits: true });

  it.each(forms)("%s", async (network, written) => {
    const { portal } = await desk.project();
    for (const form of written) {
      const headers = { "X-Forwarded-For": `10.0.0.1,${form}` };
      expect((await desk.ask(`/api/portal/${portal.key}/visitors`, { method: "POST", headers })).status).toBe(201);
      desk.pass(3_600_000);
    }
    const buckets = await desk.database.read.selectFrom("buckets").select("key").execute();
    const own = buckets.map(({ key }) => key).filter((key) => !key.endsWith("/48") && !key.endsWith(":all"));
    expect(own).toEqual([`visitors:${network}`]);
  });

  it("blocks it in every form that can be typed, whichever form a request comes in", async () => {
    const project = await desk.project();
    const token = await desk.visitor(project.portal.key);
    for (const [network, written] of forms.slice(0, 2)) {
      for (const form of written.filter((one) => !one.includes("%"))) expect(readNetwork(form), form).toBe(network);
      const body = { kind: "network", value: written.at(3), note: "" };
      expect((await desk.ask("/api/staff/blocks", { body, cookie: desk.admin })).status).toBe(201);
      for (const form of written) {
        const sent = await submitTicket(
          desk,
          `/api/portal/${project.portal.key}`,
          token,
          { subject: "Hi", body: "x" },
          { headers: { "X-Forwarded-For": form } },
        );
        const id = sent.body.ticket.id;
        const { ticket } = (await desk.ask(`/api/staff/tickets/${id}`, { cookie: desk.admin })).body;
        expect(ticket.held, form).toBe(true);
        desk.pass(3_600_000);
        await desk.signInAgain();
      }
    }
  });

  it("knows what is given out together: a /48 around a /64, and nothing around an IPv4 address", () => {
    expect(widerNetwork("2001:db8:1:2::/64")).toBe("2001:db8:1::/48");
    expect(widerNetwork("203.0.113.7")).toBeUndefined();
    expect(widerNetwork("unknown")).toBeUndefined();
  });
});
