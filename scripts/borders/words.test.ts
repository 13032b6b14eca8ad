import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { wordObjection, words } from "./words.ts";

test.each([
  ["server/db/open.ts", "placeOf"],
  ["server/access/passwords.ts", "createPlaces"],
  ["scripts/faults/kill.ts", "PlaceOptions"],
  ["scripts/faults/kill.ts", "open-place.ts"],
  ["server/mail/store.ts", "LetterPart"],
  ["server/staff/links.ts", "lettersIn"],
  ["server/demo/seed.ts", "Said"],
  ["server/attachments/store.ts", "settleFile"],
  ["server/attachments/store.ts", "unsettled"],
  ["server/identity/verify-token.ts", "TokenProblem"],
  ["server/tickets/staff-routes.ts", "DeskDeps"],
  ["server/start.ts", "patience"],
  ["server/http/read-json.ts", "largestJson"],
])("in %s nothing is called %s", (file, name) => {
  expect(existsSync(file)).toBe(true);
  expect(wordObjection(file, name)).toMatch(/: not \w+, but \w+/);
});

test.each([
  ["server/db/open.ts", "replaceAll"],
  ["server/db/open.ts", "locationOf"],
  ["server/notation/letters.ts", "isLetter"],
  ["server/tickets/status.ts", "settled"],
  ["server/db/migrations/0007-one-address.ts", "place"],
  ["server/admin/state/place.ts", "place"],
  ["widget/app.ts", "place"],
])("in %s something may be called %s", (file, name) => {
  expect(wordObjection(file, name)).toBeUndefined();
});

test("every folder of the list is there, and says what to write instead", () => {
  for (const line of words) {
    for (const folder of line.in) expect(existsSync(folder), folder).toBe(true);
    expect(line.instead).not.toBe("");
    for (const word of line.word) expect(word).toMatch(/^[a-z]*[^s]$/);
  }
});
