/** What tests do most, each by the door that people come through. `api` is a portal's: `/api/portal/<key>`. */
import type { NewTicket } from "../contract/tickets.ts";
import { type Ask, newKey, type TestDesk } from "./desk.ts";
import { type EventReader, readEvents } from "./event-reader.ts";

/** A ticket of whoever holds the token, under a key of its own. */
export const submitTicket = (desk: TestDesk, api: string, token: string, ticket: NewTicket, more: Ask = {}) =>
  desk.ask(`${api}/tickets`, { body: ticket, token, key: newKey(), ...more });

/** Hears what happens from now on, as far as the holder of the token may. */
export const followPortal = (desk: TestDesk, api: string, token: string): Promise<EventReader> =>
  readEvents(desk, `${api}/events`, { Authorization: `Bearer ${token}` });
