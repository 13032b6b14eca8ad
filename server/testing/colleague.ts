/** Somebody who joins the desk as people do: invited by the administrator, in by the link. */
import type { Reach, StaffRole } from "../contract/staff.ts";
import { cookieOf, type TestDesk } from "./desk.ts";

export interface Colleague {
  id: string;
  email: string;
  cookie: string;
}

export const colleaguePassword = "tea before the first ticket";

export async function joinDesk(
  desk: TestDesk,
  name: string,
  role: StaffRole = "agent",
  projects: Reach = "all",
): Promise<Colleague> {
  const email = `${name.toLowerCase()}@desk.test`;
  const invited = await desk.ask("/api/staff/staff", {
    body: { name, email, role, projects },
    cookie: desk.admin,
  });
  const body = { token: tokenOf(invited.body.link), password: colleaguePassword };
  const cookie = cookieOf((await desk.ask("/api/staff/activations", { body })).headers);
  // As the administrator of a test desk.
  await desk.ask("/api/staff/session", { method: "PATCH", body: { undoSeconds: 0 }, cookie });
  // Later mails are then newer ones.
  desk.pass(1);
  return { id: invited.body.staff.id, email, cookie };
}

export const tokenOf = (link: string): string => link.split("#activate=")[1]!;

/** What the mails to this address would bring, the newest first. */
export async function mailedLinks(desk: TestDesk, recipient: string): Promise<string[]> {
  await desk.jobs.runDue();
  const mails = await desk.database.read
    .selectFrom("mails")
    .select("sealed")
    .where("recipient", "=", recipient)
    .orderBy("created_at", "desc")
    .execute();
  return mails.map(({ sealed }) => desk.secrets.unseal(sealed!)["link"]!);
}
