import type { KeyPrincipal, PortalPrincipal, StaffPrincipal } from "../access/principals.ts";
import type { ProjectRow } from "../projects/store.ts";
import type { Context } from "hono";

/** Values that middleware leaves for handlers. */
export interface RequestVariables {
  requestId: string;
  /** The network address that limits count by: an IPv4 address or an IPv6 /64. */
  network: string;
  /** The newest event before anything was read for this request. */
  newest: number;
  /** Why the request is refused before its handler: its body is wrong, or too many wait. */
  refusal: unknown;
  /** Ends the turn of this request at its route; absent where it has none. */
  leaveTurn: (() => void) | undefined;
  /** The time of this answer would tell something, so the answer waits for a random moment. */
  hidesTime: boolean;
}

export type PortalEnv = {
  Variables: RequestVariables & {
    /** The project of the address, open or not. */
    found: ProjectRow | undefined;
    /** The same, once it is known to be open. */
    project: ProjectRow;
    who: PortalPrincipal;
    /** The bearer token as sent, to end its session. */
    token: string | undefined;
  };
};

export type StaffEnv = { Variables: RequestVariables & { who: StaffPrincipal; token: string } };

/** Of routes that name a scope: programs with an API key reach them too. */
export type KeyedEnv = { Variables: RequestVariables & { who: StaffPrincipal | KeyPrincipal } };

export type PortalContext = Context<PortalEnv>;
export type StaffContext = Context<StaffEnv>;
export type KeyedContext = Context<KeyedEnv>;
