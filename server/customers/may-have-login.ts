import type { CustomerSource } from "../contract/people.ts";
import type { ProjectRow } from "../projects/store.ts";
import type { CustomerRow } from "./store.ts";

const askedIn: ReadonlySet<CustomerSource> = new Set(["staff", "import", "api", "identity"]);

/**
 * Whether a person may sign in, or be sent a way in. With self-registration off that is for people whom staff made,
 * imported or invited, or whom the site itself vouches for. People who registered or wrote before are among them once
 * they are invited.
 * @param customer undefined: nobody here has this address
 */
export const mayHaveLogin = (
  project: Pick<ProjectRow, "selfRegistration">,
  customer: Pick<CustomerRow, "source" | "invited_at" | "stopped_at"> | undefined,
): boolean => {
  if (customer === undefined) return project.selfRegistration;
  if (customer.stopped_at !== null) return false;
  return project.selfRegistration || askedIn.has(customer.source) || customer.invited_at !== null;
};
