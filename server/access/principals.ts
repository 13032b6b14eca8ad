import type { StaffRole } from "../contract/staff.ts";

/** Who is asking, as proven by their token or cookie. */
export type Principal =
  | { kind: "nobody" }
  /** A browser without an account. */
  | { kind: "visitor"; id: string; projectId: string; session: SessionInfo }
  /** Whoever holds a tracking link: one ticket, nothing else. `id` is the ticket's. */
  | { kind: "tracking"; id: string; projectId: string; session: SessionInfo }
  | { kind: "customer"; id: string; projectId: string; session: SessionInfo }
  | { kind: "staff"; id: string; name: string; email: string; role: StaffRole; session: SessionInfo };

export interface SessionInfo {
  hash: string;
  /** When it ends unless it is used before, in milliseconds. */
  expiresAt: number;
}

export type PortalPrincipal = Exclude<Principal, { kind: "staff" }>;
export type StaffPrincipal = Extract<Principal, { kind: "staff" }>;

/** Somebody known, as a short text: the owner of uploads and the name of limits. */
export const principalKey = (who: Exclude<Principal, { kind: "nobody" }>): string => `${who.kind}:${who.id}`;
