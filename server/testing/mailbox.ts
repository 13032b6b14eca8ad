/** What somebody finds in their mailbox, with the secrets that only the mail itself shows. */
import type { MailContent } from "../mail/content.ts";
import type { TestDesk } from "./desk.ts";

export interface Received {
  subject: string;
  content: MailContent;
  secrets: Record<string, string>;
  /** Of the link in it that opens an account. */
  token: string | undefined;
}

/** Does what waits to be done, then reads every mail to this address, the oldest first. */
export async function mailsTo(desk: TestDesk, address: string): Promise<Received[]> {
  await desk.jobs.runDue();
  // Mails that come after this look are later ones.
  desk.pass(1);
  const mails = await desk.database.read
    .selectFrom("mails")
    .selectAll()
    .where("recipient", "=", address)
    .orderBy("created_at")
    .execute();
  return mails.map(({ subject, letter: content, sealed }) => {
    const secrets = sealed ? desk.secrets.unseal(sealed) : {};
    const token = (secrets["login"] ?? secrets["link"])?.split("#activate=")[1];
    return { subject, content: JSON.parse(content) as MailContent, secrets, token };
  });
}

export async function newestMailTo(desk: TestDesk, address: string): Promise<Received> {
  const mail = (await mailsTo(desk, address)).at(-1);
  if (!mail) throw new Error(`No mail has come to ${address}.`);
  return mail;
}
