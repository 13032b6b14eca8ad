/** A signed time of reading: whoever sends a form within two seconds, or without having read it, is a program. */
import type { Deps } from "../deps.ts";

type TokenDeps = Pick<Deps, "secrets" | "now">;

const youngest = 2000;
const purpose = "ticket-form";

export function makeFormToken({ secrets, now }: TokenDeps, projectId: string): string {
  const time = now().toString(36);
  return `${time}.${secrets.sign(purpose, `${projectId}:${time}`)}`;
}

/** However old it is: a form may wait for days in an outbox. */
export function wasReadByPerson({ secrets, now }: TokenDeps, projectId: string, token: string): boolean {
  const [time = "", signature = ""] = token.split(".");
  return secrets.verify(purpose, `${projectId}:${time}`, signature) && now() - parseInt(time, 36) >= youngest;
}
