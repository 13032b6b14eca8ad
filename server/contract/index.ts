/** What widget, admin page and server say to each other. Types only; import it with `import type`. */
export type * from "./content.ts";
export type * from "./errors.ts";
export type * from "./mail.ts";
export type * from "./people.ts";
export type * from "./portal.ts";
export type * from "./staff-drafts.ts";
export type * from "./staff.ts";
export type * from "./tickets.ts";
