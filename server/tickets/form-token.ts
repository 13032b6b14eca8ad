/**
 * A signed time of reading. A token that is younger than two seconds, forged or another project's was sent by a program.
 * No token says nothing: programs that use the portal API have no form, so without one `spam-floor.ts` looks for links.
 */
import type { Deps } from "../deps.ts";

type TokenDeps = Pick<Deps, "secrets" | "now">;

const minAgeMs = 2000;
const purpose = "ticket-form";

export function makeFormToken({ secrets, now }: TokenDeps, projectId: string): string {
  const time = now().toString(36);
  return `${time}.${secrets.sign(purpose, `${projectId}:${time}`)}`;
}

/** However old it is: a form may wait for days in an outbox. */
export function wasReadByPerson({ secrets, now }: TokenDeps, projectId: string, token: string): boolean {
  const [time = "", signature = ""] = token.split(".");
  return secrets.verify(purpose, `${projectId}:${time}`, signature) && now() - parseInt(time, 36) >= minAgeMs;
}
