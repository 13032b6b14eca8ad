import { describe, expect, it } from "vitest";
import naughty from "big-list-of-naughty-strings/blns.json" with { type: "json" };
import { newKey } from "../testing/desk.ts";
import { sharedConversation } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";

describe.each(engines)("what customers send is checked at the door (%s)", (engine) => {
  const { desk, talk } = sharedConversation(engine);

  const submit = (body: unknown, headers: Record<string, string> = {}) =>
    desk.ask(`${talk.portal}/tickets`, { body, token: talk.token, key: newKey(), headers });
  const good = { subject: "Hello", body: "World" };

  it.each<[what: string, body: unknown, fields: Record<string, string>]>([
    ["a subject of 201 characters", { ...good, subject: "x".repeat(201) }, { subject: "too_long" }],
    ["a body of 20,001 characters", { ...good, body: "x".repeat(20_001) }, { body: "too_long" }],
    ["no subject", { body: "World" }, { subject: "required" }],
    ["an empty subject", { ...good, subject: "" }, { subject: "required" }],
    ["a body of blanks", { ...good, body: " \n\t " }, { body: "required" }],
    ["a number for a subject", { ...good, subject: 7 }, { subject: "wrong_type" }],
    ["null for a body", { ...good, body: null }, { body: "wrong_type" }],
    ["a list", [good], { body: "wrong_type" }],
    ["an unknown field", { ...good, status: "closed" }, { status: "unknown_field" }],
    ["a field that would make it somebody else's", { ...good, customerId: "1" }, { customerId: "unknown_field" }],
    ["eleven attachments", { ...good, attachments: Array.from({ length: 11 }, String) }, { attachments: "too_many" }],
    ["a type the project does not have", { ...good, type: "Bribe" }, { type: "not_allowed" }],
    ["an inbox the project does not have", { ...good, inbox: "elsewhere" }, { inbox: "not_allowed" }],
    ["a priority nobody knows", { ...good, priority: "asap" }, { priority: "not_allowed" }],
    ["NUL in the text", { ...good, body: "a\0b" }, { body: "nul_character" }],
    ["half a character", { ...good, body: "a\ud800b" }, { body: "not_well_formed" }],
    ["a language that is none", { ...good, locale: "not a language" }, { locale: "invalid_locale" }],
    ...[
      "a@x, e@x.test",
      "a@x.test\r\nBcc: e@x.test",
      '"e@evil x"@x.test',
      "a@x.test;e@x.test",
      "grp:e@x.test;",
      "<a@x.test>",
      "a@x",
      "@x.test",
    ].map(
      (email) =>
        [`the address ${JSON.stringify(email)}`, { ...good, email }, { email: "invalid_email" }] as [
          string,
          unknown,
          Record<string, string>,
        ],
    ),
  ])("refuses %s and names the field", async (_, body, fields) => {
    const answer = await submit(body);
    expect([answer.status, answer.body.error.code]).toEqual([400, "fields_invalid"]);
    expect(answer.body.error.fields).toEqual(fields);
  });

  it("takes 200 and 20,000 characters, counted as browsers count them", async () => {
    const answer = await submit({ subject: "😀".repeat(100), body: "é".repeat(20_000) });
    expect(answer.status).toBe(201);
  });

  it.each([
    ["text/plain", 415, "json_required"],
    ["application/x-www-form-urlencoded", 415, "json_required"],
    ["application/jsonp", 415, "json_required"],
  ])("refuses the media type %s", async (type, status, code) => {
    const answer = await submit(JSON.stringify(good), { "Content-Type": type });
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
  });

  it.each(["{", "", "undefined", '{"a":1,}', "\ufeff{"])("refuses the body %j", async (body) => {
    const answer = await submit(body);
    expect([answer.status, answer.body.error.code]).toEqual([400, "json_invalid"]);
  });

  it("refuses bytes that are no UTF-8 instead of changing them", async () => {
    const bytes = Buffer.concat([Buffer.from('{"subject":"a","body":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
    const answer = await desk.app.request(`${talk.portal}/tickets`, {
      method: "POST",
      body: bytes,
      headers: {
        "Content-Type": "application/json",
        Authorization: `Bearer ${talk.token}`,
        "Idempotency-Key": newKey(),
      },
    });
    expect(answer.status).toBe(400);
  });

  it("refuses 10 MB of JSON, with a length and in chunks", async () => {
    const large = JSON.stringify({ ...good, body: "x".repeat(10_000_000) });
    const whole = await submit(large, { "Content-Length": String(large.length) });
    const chunks = await desk.app.request(`${talk.portal}/tickets`, {
      method: "POST",
      body: new Blob([large]).stream(),
      headers: {
        "Content-Type": "application/json",
        Authorization: `Bearer ${talk.token}`,
        "Idempotency-Key": newKey(),
      },
      duplex: "half",
    } as RequestInit);
    expect([whole.status, chunks.status]).toEqual([413, 413]);
  });

  it("refuses it also where the name of a ticket is that of a place for files", async () => {
    for (const id of ["attachments", "imports/"]) {
      const answer = await desk.app.request(`${talk.portal}/tickets/${id}`, {
        method: "PATCH",
        body: new Blob(["x".repeat(200_000)]).stream(),
        headers: { "Content-Type": "application/json", Authorization: `Bearer ${talk.token}` },
        duplex: "half",
      } as RequestInit);
      expect(answer.status).toBe(413);
    }
  });

  it("refuses a priority where customers may not choose one", async () => {
    const answer = await submit({ ...good, priority: "urgent" });
    expect([answer.status, answer.body.error.code]).toEqual([403, "not_permitted"]);
  });

  it.each([
    "status=nonsense",
    "status=open' OR 1=1--",
    "sort=created_at",
    "limit=0",
    "limit=101",
    "limit=x",
    "cursor=x",
    "cursor=W10",
    "dir=desc",
  ])("refuses the list %s", async (query) => {
    const answer = await desk.ask(`${talk.portal}/tickets?${encodeURI(query)}`, { token: talk.token });
    expect(answer.status).toBe(400);
  });

  it("S1: takes an empty id for nobody's, where staff name somebody or a company", async () => {
    const cookie = desk.admin;
    const { id: project } = talk.project;
    const customer = await desk.customer(project);
    const asked = [
      await desk.ask(`/api/staff/tickets/${talk.ticket.id}`, { method: "PATCH", body: { assignee: "" }, cookie }),
      await desk.ask(`/api/staff/tickets/${talk.ticket.id}`, { method: "PATCH", body: { company: "" }, cookie }),
      await desk.ask(`/api/staff/customers/${customer.id}`, { method: "PATCH", body: { company: "" }, cookie }),
      await desk.ask("/api/staff/customers", {
        body: { project, name: "Tom", email: "tom@shop.test", company: "" },
        cookie,
      }),
    ];
    expect(asked.map(({ status, body }) => [status, body.error.fields])).toEqual([
      [400, { assignee: "not_allowed" }],
      ...Array.from({ length: 3 }, () => [400, { company: "not_allowed" }]),
    ]);
  });

  it("says of a number that it is out of range, not that it is too long or missing", async () => {
    for (const limit of ["0", "101"]) {
      const answer = await desk.ask(`${talk.portal}/tickets?limit=${limit}`, { token: talk.token });
      expect(answer.body.error.fields).toEqual({ limit: "not_allowed" });
    }
  });

  it.each(['" OR *', "NEAR(", "a AND b", "(", "'", ":*", "!x & y", "\\", "%_", "😀", "a\u0000b".replace("\0", "")])(
    "searches for %j without tripping over it (attack 10)",
    async (q) => {
      const answer = await desk.ask(`${talk.portal}/tickets?q=${encodeURIComponent(q)}`, { token: talk.token });
      expect(answer.status).toBe(200);
    },
  );

  const atOnce = 8;
  // Some 900 requests: a few seconds by itself, more beside other files on two cores.
  it(`keeps each of ${naughty.length} naughty strings to the byte, or refuses it with a reason (attack 1)`, async () => {
    const keep = async (string: string): Promise<void> => {
      const subject = string.slice(0, 200).toWellFormed();
      const answer = await submit({ subject, body: string });
      if (answer.status === 400) {
        expect(answer.body.error.fields).toEqual({ subject: "required", body: "required" });
        return;
      }
      expect(answer.status, string).toBe(201);
      const { ticket } = answer.body;
      const staff = (await desk.ask(`/api/staff/tickets/${ticket.id}`, { cookie: desk.admin })).body.ticket;
      expect([ticket.subject, ticket.messages[0]!.body]).toEqual([subject, string]);
      expect([staff.subject, staff.messages[0]!.body]).toEqual([subject, string]);
    };
    for (let i = 0; i < naughty.length; i += atOnce) await Promise.all(naughty.slice(i, i + atOnce).map(keep));
  }, 60_000);
});
