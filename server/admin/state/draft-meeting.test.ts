import { expect, it } from "vitest";
import { type Meeting, meetingOf, type Sides } from "./draft-meeting.ts";

const r = (revision: string, content: string) => ({ revision, content });
const nothing: Sides = { here: "", known: null, found: null, isOwn: false, isHeld: false, isSent: false };

it.each<[what: string, Partial<Sides>, Meeting]>([
  ["nothing anywhere", {}, "stay"],
  ["begun here before the desk has answered", { here: "L" }, "stay"],
  ["begun elsewhere", { found: r("2", "S") }, "take"],
  ["begun elsewhere, and emptied here", { known: r("1", "L"), found: r("2", "S") }, "take"],
  ["begun elsewhere while a file goes up here", { found: r("2", "S"), isHeld: true }, "aside"],
  ["begun here and elsewhere", { here: "L", found: r("2", "S") }, "aside"],
  ["the same begun here and elsewhere", { here: "L", found: r("2", "L") }, "follow"],
  ["nothing new on the desk", { here: "L+", known: r("1", "L"), found: r("1", "L") }, "stay"],
  ["written on elsewhere", { here: "L", known: r("1", "L"), found: r("2", "L+") }, "take"],
  [
    "written on elsewhere, and perhaps sent here",
    { here: "L", known: r("1", "L"), found: r("2", "S"), isHeld: true },
    "aside",
  ],
  ["written on here and elsewhere", { here: "L+", known: r("1", "L"), found: r("2", "S") }, "aside"],
  [
    "an own save whose answer was lost",
    { here: "L++", known: r("1", "L"), found: r("2", "L+"), isOwn: true },
    "follow",
  ],
  ["an own save, and emptied since", { known: r("1", "L"), found: r("2", "L+"), isOwn: true }, "follow"],
  ["sent elsewhere", { here: "L", known: r("1", "L"), isSent: true }, "sent"],
  ["sent elsewhere, and written on here", { here: "L+", known: r("1", "L"), isSent: true }, "anew"],
  ["sent elsewhere, and perhaps here", { here: "L", known: r("1", "L"), isSent: true, isHeld: true }, "anew"],
  ["emptied elsewhere", { here: "L", known: r("1", "L") }, "stay"],
  ["emptied elsewhere, and written on here", { here: "L+", known: r("1", "L") }, "anew"],
  ["sent once before, and begun again here", { here: "L", isSent: true }, "stay"],
])("F13: %s", (_what, sides, expected) => {
  expect(meetingOf({ ...nothing, ...sides })).toBe(expected);
});
