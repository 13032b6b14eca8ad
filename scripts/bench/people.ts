/** What people cost the tickets: resolving permissions, and others who sign in. */
import { permissions } from "./permissions.ts";
import { signIns } from "./sign-ins.ts";

export async function people(): Promise<void> {
  await permissions();
  await signIns();
}
