/** What the widget says, by language. English lies with the parts that say it. */
import { words as arAtOnce } from "../../widget/locales/ar.ts";
import { words as arLater } from "../../widget/locales/ar-sign-in.ts";
import { words as deAtOnce } from "../../widget/locales/de.ts";
import { words as deLater } from "../../widget/locales/de-sign-in.ts";
import { words as account } from "../../widget/locales/en-account.ts";
import { words as counter } from "../../widget/locales/en-counter.ts";
import { words as details } from "../../widget/locales/en-details.ts";
import { words as earlier } from "../../widget/locales/en-earlier.ts";
import { words as files } from "../../widget/locales/en-files.ts";
import { words as help } from "../../widget/locales/en-help.ts";
import { words as left } from "../../widget/locales/en-left.ts";
import { words as link } from "../../widget/locales/en-link.ts";
import { words as live } from "../../widget/locales/en-live.ts";
import { words as missing } from "../../widget/locales/en-missing.ts";
import { words as page } from "../../widget/locales/en-page.ts";
import { words as person } from "../../widget/locales/en-person.ts";
import { words as pictures } from "../../widget/locales/en-pictures.ts";
import { words as problems } from "../../widget/locales/en-problems.ts";
import { words as sent } from "../../widget/locales/en-sent.ts";
import { words as signIn } from "../../widget/locales/en-sign-in.ts";
import { words as tickets } from "../../widget/locales/en-tickets.ts";
import { words as unreached } from "../../widget/locales/en-unreached.ts";
import { en as always } from "../../widget/locales/en.ts";
import type { LaterWords, Words as WordsAtOnce } from "../../widget/locales/words.ts";

type Words = WordsAtOnce & LaterWords;

const spoken = { t: always };
const en: Words = {
  ...account(spoken),
  ...counter(spoken),
  ...details(spoken),
  ...earlier(spoken),
  ...files(spoken),
  ...help(spoken),
  ...left(spoken),
  ...link(spoken),
  ...live(spoken),
  ...missing(spoken),
  ...page(spoken),
  ...person(spoken),
  ...pictures(spoken),
  ...sent(spoken),
  ...signIn(spoken),
  ...tickets(spoken),
  ...unreached,
  // Last, since its `problems` hold those that are always there.
  ...problems(spoken),
};

const de: Words = { ...deAtOnce, ...deLater };
const ar: Words = { ...arAtOnce, ...arLater };

export { ar, de, en };
export type { Words };
