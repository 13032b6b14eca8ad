/** Who works here, as administrators see it. */
import { signal } from "@preact/signals";
import type { NewStaff, StaffAccount, StaffPatch } from "../../contract/index.ts";
import { deskApi } from "../api-desk.ts";
import { text } from "../locales/text.ts";
import { notify, say } from "./notices.ts";
import { paged } from "./paged.ts";

export const staff = paged<StaffAccount>((_, stop) => deskApi.listStaff(stop));
const everybody = {};
export const readStaff = (): Promise<void> => staff.read(everybody);

/** A link that is shown once. */
export const shownLink = signal<{ name: string; email: string; link: string } | null>(null);

/** @throws ApiProblem, as all that follow do */
export async function invite(person: NewStaff): Promise<void> {
  show(await deskApi.invite(person));
  await readStaff();
}

export async function inviteAgain(id: string): Promise<void> {
  show(await deskApi.inviteAgain(id));
}

function show({ staff: { name, email }, link }: Awaited<ReturnType<typeof deskApi.invite>>): void {
  shownLink.value = { name, email, link };
}

export async function changeStaff(id: string, patch: StaffPatch): Promise<void> {
  const { staff: changed } = await deskApi.changeStaff(id, patch);
  await readStaff();
  if (patch.totp === null) notify("done", text.staff.totpOff(changed.name));
  else say(text.saved);
}

export async function removeStaff({ id, name }: StaffAccount): Promise<void> {
  await deskApi.removeStaff(id);
  await readStaff();
  notify("done", text.staff.removed(name));
}
