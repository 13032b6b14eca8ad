import { createTransport } from "nodemailer";
import { afterEach, beforeEach, describe, expect } from "vitest";
import { type DiskSpace } from "../attachments/files.ts";
import { limits } from "../access/limits.ts";
import { engines } from "../testing/engines.ts";
import { intakeOf, mailDomain, written } from "../testing/incoming.ts";
import { staffAsk } from "../testing/people.ts";
import { withDesk } from "../testing/with-desk.ts";
import { openMailDoor } from "./open-smtp-door.ts";
import type { SmtpDoor } from "./smtp-door.ts";

const plenty: DiskSpace = { free: 1e12, all: 1e12 };

describe.each(engines)("mail servers bring mail (%s)", (engine) => {
  let disk = plenty;
  const { it, desk } = withDesk(engine, { mailDomain, limits: true, space: () => Promise.resolve(disk) });
  let door: SmtpDoor;
  beforeEach(async () => {
    disk = plenty;
    door = await openMailDoor({ ...desk, mailDomain }, { port: 0, host: "127.0.0.1" });
  });
  afterEach(() => door.close());

  const bring = async (to: string[], raw = written()) => {
    const transport = createTransport({ host: "127.0.0.1", port: door.port, ignoreTLS: true });
    try {
      return await transport.sendMail({ envelope: { from: "mia@shop.test", to }, raw }).then(
        ({ accepted }) => accepted.length,
        ({ responseCode }: { responseCode: number }) => responseCode,
      );
    } finally {
      transport.close();
    }
  };
  const ticketsNow = async () => {
    await desk.jobs.runDue();
    return (await staffAsk(desk, "/tickets")).body.items;
  };

  it("one ticket of each project that it was written to (E6)", async () => {
    const acme = await intakeOf(desk, await desk.project("Acme"));
    const orchard = await intakeOf(desk, await desk.project("Orchard"));
    expect(await bring([acme, orchard, acme.replace("@", "+again@")])).toBe(3);
    expect((await ticketsNow()).map(({ project }) => project.name).toSorted()).toEqual(["Acme", "Orchard"]);
    // One file for both.
    const sources = await desk.database.read.selectFrom("mail_sources").select("file_id").execute();
    expect([sources.length, new Set(sources.map(({ file_id }) => file_id)).size]).toEqual([2, 1]);
  });

  it("is told at once who is not here, and to come again where there is too much or no room", async () => {
    const acme = await intakeOf(desk, await desk.project("Acme"));
    expect(await bring(["nobody@mail.desk.test"])).toBe(550);
    disk = { free: 1, all: 1e12 };
    expect(await bring([acme])).toBe(452);
    disk = plenty;
    for (let n = 0; n < limits.mailsOfNetwork.amount; n++) expect(await bring([acme])).toBe(1);
    expect(await bring([acme])).toBe(451);
    desk.pass(3_600_000);
    expect(await bring([acme])).toBe(1);
    expect(
      await desk.database.read.selectFrom("mails").select("id").where("direction", "=", "in").execute(),
    ).toHaveLength(limits.mailsOfNetwork.amount + 1);
  });
});
