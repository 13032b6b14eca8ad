/** What it is all for: a question, its answer, and a reply to that, with the widget open on a page and staff at work. */
import { expect } from "vitest";
import type { StaffTicketWithMessages, TicketWithMessages } from "../../server/contract/index.ts";
import type { Staff } from "./staff.ts";
import type { Visitor } from "./visitor.ts";

/**
 * @param meanwhile what happens to the page between the last word that is typed and the button that sends it
 * @returns the ticket's id
 */
export async function roundTrip(
  visitor: Visitor,
  staff: Staff,
  subject: string,
  meanwhile?: () => Promise<void>,
): Promise<string> {
  await visitor.startTicket();
  const buffer = Buffer.from("A list\n");
  await visitor.fillIn({
    subject,
    body: "The **lid** is loose.",
    files: [{ name: "list.txt", mimeType: "text/plain", buffer }],
  });
  await meanwhile?.();
  expect(await visitor.field("Subject").inputValue()).toBe(subject);
  const [taken] = await Promise.all([
    visitor.page.waitForResponse((answer) => answer.request().method() === "POST" && answer.url().endsWith("/tickets")),
    visitor.sendAfterTyping(),
  ]);
  const { ticket } = (await taken.json()) as { ticket: TicketWithMessages };
  await visitor.seeTicket();
  await answers(visitor, staff, ticket.id, "A new one is on its way.");
  await visitor.reply("That was quick.");
  await expect.poll(() => lastMessage(staff, ticket.id)).toBe("That was quick.");
  return ticket.id;
}

/** Staff answer by the API, and it is seen in the widget without anybody's doing. */
export async function answers(visitor: Visitor, staff: Staff, id: string, body: string): Promise<void> {
  await staff.call("POST", `/tickets/${id}/messages`, { body });
  await visitor.panel.getByText(body).waitFor();
}

async function lastMessage(staff: Staff, id: string): Promise<string | undefined> {
  const { ticket } = await staff.call<{ ticket: StaffTicketWithMessages }>("GET", `/tickets/${id}`);
  return ticket.messages.at(-1)?.body;
}
