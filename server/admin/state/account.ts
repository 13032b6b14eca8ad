/** One's own account. All that change it throw an ApiProblem, which forms and dialogs show. */
import type { StaffSessionItem, TotpSetup, UndoSeconds } from "../../contract/index.ts";
import { deskApi } from "../api-desk.ts";
import { text } from "../locales/text.ts";
import { notify, notifyProblem } from "./notices.ts";
import { paged } from "./paged.ts";
import { readSession } from "./session.ts";

export const sessions = paged<StaffSessionItem>((_, stop) => deskApi.listSessions(stop));
const mine = {};
export const readSessions = (): Promise<void> => sessions.read(mine);

export async function endSession(id: string): Promise<void> {
  await deskApi.endSession(id);
  await readSessions();
}

export async function endOtherSessions(): Promise<void> {
  await deskApi.endOtherSessions();
  await readSessions();
}

export async function rename(name: string): Promise<void> {
  await deskApi.changeMyself({ name });
  await readSession();
}

/** A choice that acts at once: what goes wrong is said in a notice. */
export async function setUndoSeconds(undoSeconds: UndoSeconds): Promise<void> {
  try {
    await deskApi.changeMyself({ undoSeconds });
    await readSession();
    notify("done", text.saved);
  } catch (problem) {
    notifyProblem(problem);
  }
}

export async function changePassword(currentPassword: string, password: string): Promise<void> {
  await deskApi.changeMyself({ currentPassword, password });
  notify("done", text.account.passwordSaved);
  await readSessions();
}

export const beginTotp = (password: string): Promise<TotpSetup> => deskApi.beginTotp(password);

/** @returns the recovery codes, which nobody can read again */
export async function confirmTotp(code: string): Promise<string[]> {
  const { recoveryCodes } = await deskApi.confirmTotp(code);
  await Promise.all([readSession(), readSessions()]);
  return recoveryCodes;
}

export async function endTotp(password: string): Promise<void> {
  await deskApi.endTotp(password);
  await readSession();
}
