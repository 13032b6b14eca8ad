/** What people cost the tickets: resolving permissions, and others who sign in. */
import type { Print } from "../figures/write.ts";
import { permissions } from "./permissions.ts";
import { signIns } from "./sign-ins.ts";

export async function people(print: Print): Promise<void> {
  await permissions(print);
  await signIns(print);
}
