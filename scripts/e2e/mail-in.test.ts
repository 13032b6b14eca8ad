/** Mail by a real mail server's way: in by SMTP, to the desk, out to a mailbox, and back into the same ticket. */
import { createTransport, type SendMailOptions } from "nodemailer";
import { describe, expect, test } from "vitest";
import { freePort } from "../testing/free-port.ts";
import { call } from "./call.ts";
import { sharedShop } from "./shared.ts";
import { sharedSink } from "./shared-sink.ts";

describe.each(["sqlite", "postgres"] as const)("mail comes in by SMTP (%s)", (engine) => {
  const sink = sharedSink();
  let port = 0;
  const { world, hanna, shop } = sharedShop(engine, async () => ({
    SMTP_URL: sink.url,
    MAIL_FROM: "help@desk.test",
    MAIL_DOMAIN: "mail.desk.test",
    INBOUND_SMTP_PORT: String((port = await freePort())),
  }));

  const send = async (to: string, mail: SendMailOptions): Promise<void> => {
    const transport = createTransport({ host: "127.0.0.1", port, ignoreTLS: true });
    const from = mail.from ?? "Mia Ode <mia@example.com>";
    await transport.sendMail({ subject: "Lost parcel", ...mail, from, to, envelope: { from: "mia@example.com", to } });
  };
  const intake = async (): Promise<string> => {
    const { items } = await call<{ items: { id: string }[] }>(hanna.page, "GET", "/api/staff/projects");
    const path = `/api/staff/projects/${items[0]!.id}/inboxes`;
    return (await call<{ items: { intake: string }[] }>(hanna.page, "GET", path)).items[0]!.intake;
  };

  test("to a ticket, is answered, comes back to it, and a stranger's waits beside it until staff decide", async () => {
    const { page } = hanna;
    const letter = (words: string) => page.locator(".letter", { hasText: words });
    await hanna.setSwitches(shop.key, { notifications: true });
    await send(await intake(), {
      text: "It never came.",
      attachments: [{ filename: "label.txt", content: "label 42" }],
    });
    await hanna.openQueue();
    await hanna.openTicket("Lost parcel");
    const first = letter("It never came.");
    await first.getByText("Came by mail").waitFor();
    await first.getByText("label.txt").waitFor();

    // Its receipt opens the ticket elsewhere.
    await expect.poll(() => sink.mails.length, { timeout: 15_000 }).toBe(1);
    const phone = await world.newPage(/https:\/\/desk\.test\/p\/\S+/.exec(sink.mails[0]!.mail.text!)![0]);
    await phone.getByRole("article").getByText("It never came.").waitFor();

    await hanna.reply("Here is a new one.");
    await expect.poll(() => sink.mails.length, { timeout: 20_000 }).toBe(2);
    const { mail } = sink.mails[1]!;
    expect(mail.text).toContain("Here is a new one.");
    const replyTo = mail.replyTo![0]!.address!;
    const inReplyTo = mail.messageId!;

    const quote = `On Monday, 2 November 2026 at 10:00, Willow Tea <help@desk.test> wrote:\n> ${mail.text!.split("\n")[0]}`;
    await send(replyTo, { text: `It came, thank you!\n\n${quote}`, inReplyTo });
    await letter("It came, thank you!").waitFor({ timeout: 15_000 });
    await phone.getByRole("article").getByText("It came, thank you!").waitFor({ timeout: 15_000 });
    await phone.context().close();

    await send(replyTo, { from: "Eve <eve@example.org>", text: "Your code is 123456.", inReplyTo });
    await page.getByText("A mail from Eve waits beside this ticket").waitFor({ timeout: 15_000 });
    await page.getByRole("link", { name: "Look at it" }).click();
    const pane = page.getByRole("region", { name: "Mail", exact: true });
    await pane.getByText("Your code is 123456.").waitFor();
    await pane.getByText("It was sent to another person’s reply address.").waitFor();
    await pane.getByRole("button", { name: "Add it to ticket #1" }).click();
    await pane.getByText("In a ticket").waitFor();
    await pane.getByRole("link", { name: "Ticket #1" }).click();
    await letter("Your code is 123456.").getByText("Eve (eve@example.org)").waitFor();
    expect(await page.getByText("waits beside this ticket").count()).toBe(0);
    expect(world.desk.output()).not.toMatch(/example\.(com|org)|r[a-z2-7]{32}@/);
  });
});
