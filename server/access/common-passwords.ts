/**
 * What guessers try first. Lists of leaked passwords are, at this length, nearly all the same few pieces put together
 * ("password1234", "qwerty123456", "iloveyou2026!"), so the pieces are listed and not their combinations.
 */

/** Runs along the keyboard, the alphabet and the digits, both ways. */
const runs = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890123456789",
  "qwertyuiop",
  "qwertzuiop",
  "azertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "yxcvbnm",
  "1q2w3e4r5t6y7u8i9o0p",
  "q1w2e3r4t5y6u7i8o9p0",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
  "qazwsxedcrfvtgbyhnujm",
  "147258369",
  "123qweasdzxc",
];
const minRunCharacters = 3;

const words =
  "administrator admin root password passwort motdepasse contrasena passwd pass letmein welcome willkommen bienvenue " +
  "changeme secret geheim default login master access hello monkey dragon shadow sunshine princess superman batman " +
  "spiderman starwars pokemon minecraft football baseball basketball soccer hockey liverpool chelsea arsenal barcelona " +
  "manchester iloveyou iloveu loveme lovely love forever blessed jesus christ trustno trust michael jennifer jessica " +
  "charlie thomas daniel michelle ashley andrew joshua matthew anthony nicole jordan computer internet samsung google " +
  "facebook windows microsoft apple whatever freedom summer winter spring autumn monday friday january december " +
  "flower butterfly chocolate cookie cheese orange purple yellow silver golden mustang ferrari corvette harley " +
  "killer hunter ranger tigger pepper ginger buster maggie junior london newyork america helpdesk support service " +
  "deskbell company office test demo guest user temp qwerty asdf";

/** The longest first: "administrator" is not to be taken for "admin" and a rest. */
const pieces = words.split(" ").sort((a, b) => b.length - a.length);

/** Characters that may be left over beside the pieces without making a password a good one. */
const maxRestCharacters = 3;

const reversed = (text: string): string => [...text].reverse().join("");
const allRuns = runs.flatMap((run) => [run, reversed(run)]);

/** How much of a run stands at this place. */
function runAt(text: string, start: number): number {
  let end = start + minRunCharacters;
  while (end <= text.length && allRuns.some((run) => run.includes(text.slice(start, end)))) end += 1;
  return end - 1 - start >= minRunCharacters ? end - 1 - start : 0;
}

/** The same character over and over. */
function repeatAt(text: string, start: number): number {
  let end = start;
  while (text[end] === text[start]) end += 1;
  return end - start >= minRunCharacters ? end - start : 0;
}

const yearAt = (text: string, start: number): number => (/^(19|20)\d\d/.test(text.slice(start, start + 4)) ? 4 : 0);

const plain: Record<string, string> = { "@": "a", "4": "a", "3": "e", "1": "i", "!": "i", "0": "o", $: "s", "5": "s" };
/** As long as it was, so that places in one are places in the other. */
const withoutDisguise = (text: string): string => text.replace(/[@431!0$5]/g, (sign) => plain[sign]!);

function wordAt(text: string, start: number): number {
  return pieces.find((piece) => text.startsWith(piece, start))?.length ?? 0;
}

function restOf(text: string): string {
  const bare = withoutDisguise(text);
  let rest = "";
  for (let at = 0; at < text.length;) {
    const words = Math.max(wordAt(text, at), wordAt(bare, at));
    const length = Math.max(words, runAt(text, at), repeatAt(text, at), yearAt(text, at));
    if (length === 0) rest += text[at];
    at += Math.max(1, length);
  }
  return rest;
}

/** "abcxabcxabcx" is no better than "abcx". */
const onceOf = (text: string): string => /^(.+?)\1+$/s.exec(text)?.[1] ?? text;

/** A date, a telephone number: digits alone are tried through to the end. */
const isShortNumber = (text: string): boolean => /^[\d./-]{1,10}$/.test(text);

export const isCommonPassword = (password: string): boolean =>
  isShortNumber(password) || restOf(onceOf(password.toLowerCase())).length <= maxRestCharacters;
