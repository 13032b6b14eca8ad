import { batch, computed, signal } from "@preact/signals";
import type { Mail, MailWithText } from "../../contract/index.ts";
import { api } from "../api.ts";
import { asProblem, type ApiProblem } from "../problem.ts";
import { hashOf } from "../router.ts";
import { paged } from "./paged.ts";
import { route } from "./place.ts";

export const mails = paged<Mail>(api.listMail);
export const openMail = signal<MailWithText | null>(null);
/** What went wrong with the open one. */
export const mailProblem = signal<ApiProblem | null>(null);

/** Whose mails the list shows; undefined: everybody's. */
export const mailCustomer = computed(() => (route.value.page === "mail" ? route.value.customer : undefined));

/** A mail beside the list as it is. */
export const mailHash = (mail: string | null): string => {
  const customer = mailCustomer.value;
  return hashOf({ page: "mail", mail, ...(customer !== undefined && { customer }) });
};

export function readMails(): void {
  const customer = mailCustomer.peek();
  mails.clear();
  void mails.read(customer ? { customer } : {});
}

export async function readMail(id: string): Promise<void> {
  openMail.value = null;
  await guarded(async () => show((await api.readMail(id)).mail));
}

/** The same once more, while somebody waits to see it go out. */
export async function lookAgain(id: string): Promise<void> {
  await guarded(async () => {
    const { mail } = await api.readMail(id);
    if (openMail.peek()?.id === id) show(mail);
  });
}

export async function sendAgain(id: string): Promise<void> {
  await guarded(async () => show((await api.replayMail(id)).mail));
}

/** About one that waits. @param ticket it belongs to this one; without it, to one of its own */
export async function decideMail(id: string, ticket?: string): Promise<void> {
  await guarded(async () => show((await api.replayMail(id, ticket)).mail));
}

function show(mail: MailWithText): void {
  batch(() => {
    openMail.value = mail;
    mails.put(mail);
  });
}

async function guarded(work: () => Promise<void>): Promise<void> {
  mailProblem.value = null;
  try {
    await work();
  } catch (problem) {
    mailProblem.value = asProblem(problem);
  }
}
