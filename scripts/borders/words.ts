/**
 * Words that names are not made of, and what to write instead. The linter asks for the name of every value, type and
 * file. It does not ask for keys: columns and JSON fields are names that others rely on. The glossary in
 * CONTRIBUTING.md says what the words mean that stay.
 */
interface WordLine {
  /** A word of a name in camelCase or kebab-case, in small letters and without the s of a plural; forms of one word. */
  word: readonly string[];
  /** What to write, by meaning. */
  instead: string;
  /** Where it is held: folders from the root of the repository. */
  in: readonly string[];
  except?: readonly string[];
}

/** A migration that was released stays as it is. The staff page and the tests in a browser name things of their own. */
const except: readonly string[] = ["server/admin/", "server/db/migrations/", "scripts/e2e/"];

const everywhere = ["server/", "scripts/"];

export const words: readonly WordLine[] = [
  {
    word: ["place"],
    instead: "position (in a list or a text), location or path (of files), slot (of a queue), desk (a whole server)",
    in: everywhere,
  },
  {
    word: ["letter"],
    instead: "mail, message or character",
    // Elsewhere a letter is one of an alphabet.
    in: ["accounts", "customers", "mail", "staff", "testing", "tickets"].map((folder) => `server/${folder}/`),
  },
  {
    word: ["said"],
    instead: "message (of a ticket), printed (by a program), answer (of a server), expected",
    in: everywhere,
    except: ["server/live/", "server/tickets/"],
  },
  {
    word: ["settle", "settled", "unsettled"],
    instead: "confirm (a file), idle or warm (a process), add or close; settled is a ticket that is solved or closed",
    in: everywhere,
    except: ["server/tickets/"],
  },
  {
    word: ["problem"],
    instead: "refusal (an answer that says no), error (what is thrown), failure or mistake",
    // Elsewhere a problem is what is wrong with one field, or what a mail server said.
    in: ["server/identity/", "server/imports/", "server/config.ts", "scripts/faults/"],
  },
  {
    word: ["desk"],
    instead: "staff (people, their page, their routes); a desk is a whole installation",
    in: ["server/access/", "server/app.ts", "server/portal/", "server/projects/", "server/staff/", "server/tickets/"],
  },
  {
    word: ["patience", "most", "longest", "largest", "shortest", "highest", "deepest"],
    instead: "max or min with what is counted (maxTags, maxBytes), or a time with its unit (requestTimeoutMs)",
    in: everywhere,
  },
];

/** `createPlaces`, `PlaceOptions` and `open-place` all hold `place`. */
const wordsOf = (name: string): string[] =>
  name
    .split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/)
    .map((word) => word.toLowerCase().replace(/(?<=[^s])s$/, ""));

/**
 * What there is to say against a name, if anything.
 * @param file path from the root of the repository
 * @param name of a value, a type, or the file itself without its folders
 * @example wordObjection("server/db/open.ts", "placeOf") // "placeOf: not place, but position (…"
 */
export function wordObjection(file: string, name: string): string | undefined {
  const isBelow = (folders: readonly string[]): boolean => folders.some((folder) => file.startsWith(folder));
  const held = words.filter((line) => isBelow(line.in) && !isBelow([...except, ...(line.except ?? [])]));
  if (held.length === 0) return undefined;
  const inName = wordsOf(name);
  for (const { word, instead } of held) {
    const found = inName.find((part) => word.includes(part));
    if (found !== undefined) return `${name}: not ${found}, but ${instead}`;
  }
  return undefined;
}
