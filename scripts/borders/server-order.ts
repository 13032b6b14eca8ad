/**
 * The rooms of the server in their order, the lowest line first. A room imports values only from rooms on lines below
 * its own, so each can be read knowing nothing but what lies beneath it. A folder ends with a slash.
 */
export const serverOrder: readonly (readonly string[])[] = [
  ["errors.ts", "languages.ts", "mail-address.ts", "make-folder.ts", "notation/", "settings/"],
  ["names/"],
  ["search/"],
  ["db/"],
  ["hosts/", "http/", "jobs/", "secret-check.ts", "forwarded.ts"],
  ["access/", "config.ts"],
  ["attachments/", "audit/", "content/", "ticket-holders/", "tracking/"],
  ["mail/"],
  ["api-keys/", "blocks/", "projects/"],
  ["companies/", "pages/"],
  ["customers/"],
  ["identity/", "imports/", "tickets/"],
  ["accounts/", "intake/"],
  ["backup/", "live/", "portal/", "staff/"],
  ["background/", "doors/", "key-rotation/", "secret-key.ts"],
  ["deps.ts"],
  ["app.ts"],
  ["start.ts"],
];

/** Types that a room takes from its own line or above; `*`: what every room may. */
export const typesUpwards: Readonly<Record<string, readonly string[]>> = {
  // What features are given is described once, for all of them.
  "*": ["deps.ts"],
  // What a middleware puts on the request is described by the room that reads it.
  "http/": ["access/", "projects/"],
  "db/": ["config.ts"],
  "secret-check.ts": ["access/"],
};
