/** Keys by which sites say who their users are. */
import { signal } from "@preact/signals";
import type { IdentityKey } from "../../contract/index.ts";
import { api } from "../api.ts";
import { text } from "../locales/text.ts";
import { say } from "./notices.ts";

/** By project, the oldest first; `undefined` while not read. */
export const identityKeys = signal<Readonly<Record<string, readonly IdentityKey[]>>>({});

const put = (project: string, keys: readonly IdentityKey[]): void => {
  identityKeys.value = { ...identityKeys.peek(), [project]: keys };
};

/** @throws ApiProblem */
export async function readIdentityKeys(project: string): Promise<void> {
  put(project, (await api.listIdentityKeys(project)).items);
}

/** @returns the secret, which nobody can read again. @throws ApiProblem */
export async function makeIdentityKey(project: string): Promise<string> {
  const { key, secret } = await api.createIdentityKey(project);
  put(project, [...(identityKeys.peek()[project] ?? []), key]);
  return secret;
}

/** One that a restore switched off. @throws ApiProblem */
export async function turnIdentityKeyOn(project: string, kid: string): Promise<void> {
  const { key } = await api.turnIdentityKeyOn(project, kid);
  put(
    project,
    (identityKeys.peek()[project] ?? []).map((one) => (one.id === kid ? key : one)),
  );
  say(text.identity.turnedOn);
}

/** Of all customers of the project. @throws ApiProblem, which the dialog shows */
export async function endSessions(project: string): Promise<void> {
  await api.endSessions(project);
  say(text.identity.endAllDone);
}

/** Its sessions end with it; @param all those of everybody else too. @throws ApiProblem, which the dialog shows */
export async function deleteIdentityKey(project: string, kid: string, all: boolean): Promise<void> {
  await api.deleteIdentityKey(project, kid);
  if (all) await endSessions(project);
  put(
    project,
    (identityKeys.peek()[project] ?? []).filter(({ id }) => id !== kid),
  );
}
