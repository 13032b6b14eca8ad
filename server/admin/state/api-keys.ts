/** Keys by which other systems call the staff API. */
import type { ApiKey, NewApiKey } from "../../contract/index.ts";
import { peopleApi } from "../api-people.ts";
import { text } from "../locales/text.ts";
import { notify, notifyProblem } from "./notices.ts";
import { paged } from "./paged.ts";

export const apiKeys = paged<ApiKey>((_, stop) => peopleApi.listKeys(stop));
export const readKeys = (): void => void apiKeys.read({});

/** @returns the key, which nobody can read again. @throws ApiProblem, which the form shows at its fields */
export async function createKey(wanted: NewApiKey): Promise<string> {
  const { key } = await peopleApi.createKey(wanted);
  readKeys();
  return key;
}

/** One that a restore switched off. */
export async function turnKeyOn({ id, name }: ApiKey): Promise<void> {
  try {
    await peopleApi.turnKeyOn(id);
    notify("done", text.apiKeys.turnedOn(name));
  } catch (problem) {
    notifyProblem(problem, (why) => text.apiKeys.notTurnedOn(name, why));
  }
  // It may have been deleted, or switched on by somebody else.
  readKeys();
}

/** @throws ApiProblem, which the dialog shows */
export async function deleteKey(id: string): Promise<void> {
  await peopleApi.deleteKey(id);
  readKeys();
}
