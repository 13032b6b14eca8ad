import { batch, signal } from "@preact/signals";
import type { Mail, MailWithText } from "../../contract/index.ts";
import { ApiProblem, api } from "../api.ts";

export const mails = signal<readonly Mail[] | null>(null);
export const nextMails = signal<string | null>(null);
export const openMail = signal<MailWithText | null>(null);
export const mailProblem = signal<ApiProblem | null>(null);

export async function readMails(after?: string): Promise<void> {
  await guarded(async () => {
    const page = await api.listMail({ limit: "50", ...(after && { cursor: after }) });
    batch(() => {
      mails.value = after ? [...(mails.peek() ?? []), ...page.items] : page.items;
      nextMails.value = page.nextCursor;
    });
  });
}

export async function readMail(id: string): Promise<void> {
  openMail.value = null;
  await guarded(async () => {
    openMail.value = (await api.readMail(id)).mail;
  });
}

async function guarded(read: () => Promise<void>): Promise<void> {
  mailProblem.value = null;
  try {
    await read();
  } catch (problem) {
    if (!(problem instanceof ApiProblem)) throw problem;
    mailProblem.value = problem;
  }
}
