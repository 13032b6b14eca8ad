/**
 * Everything that the widget says. English is spread over the parts that say it. Another language is two chunks: what is
 * said from home to thread, and what the ways in and the account say.
 */
import type { words as account } from "./en-account.ts";
import type { words as counter } from "./en-counter.ts";
import type { words as details } from "./en-details.ts";
import type { words as earlier } from "./en-earlier.ts";
import type { words as files } from "./en-files.ts";
import type { words as help } from "./en-help.ts";
import type { words as left } from "./en-left.ts";
import type { words as link } from "./en-link.ts";
import type { words as live } from "./en-live.ts";
import type { words as missing } from "./en-missing.ts";
import type { words as page } from "./en-page.ts";
import type { words as person } from "./en-person.ts";
import type { words as pictures } from "./en-pictures.ts";
import type { words as problems } from "./en-problems.ts";
import type { words as sent } from "./en-sent.ts";
import type { words as signIn } from "./en-sign-in.ts";
import type { words as tickets } from "./en-tickets.ts";
import type { words as unreached } from "./en-unreached.ts";
import type { Messages, Wide } from "./en.ts";

/** The shape of every language: the same lines, any words; a missing line does not compile. */
export type Words = ReturnType<typeof counter> &
  ReturnType<typeof details> &
  ReturnType<typeof earlier> &
  ReturnType<typeof files> &
  ReturnType<typeof help> &
  ReturnType<typeof left> &
  ReturnType<typeof link> &
  ReturnType<typeof live> &
  ReturnType<typeof missing> &
  ReturnType<typeof page> &
  ReturnType<typeof person> &
  ReturnType<typeof pictures> &
  ReturnType<typeof problems> &
  ReturnType<typeof sent> &
  ReturnType<typeof tickets> &
  Wide<typeof unreached>;

/** The rest of it, which comes with the parts that say it. */
export type LaterWords = Omit<ReturnType<typeof account> & ReturnType<typeof signIn>, keyof Words>;

/** What may be said without its part, and is left out while that is missing. */
export type Spoken = Messages & Partial<Pick<Words, "fields" | "rest" | "filesUnfinished" | "notHere">>;
