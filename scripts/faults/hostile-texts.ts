/** Texts that make careless parsers of Markdown slow: CommonMark's list of pathological input, and drawn ones. */

/** As long as a message may be. */
export const maxCharacters = 20_000;

const filled = (piece: string): string => piece.repeat(Math.floor(maxCharacters / piece.length));
const growing = (piece: (n: number) => string): string => {
  let text = "";
  for (let n = 1; text.length + n + 2 < maxCharacters; n++) text += piece(n);
  return text;
};
const nested = (open: string, middle: string, close: string): string => {
  const depth = Math.floor((maxCharacters - middle.length) / (open.length + close.length));
  return open.repeat(depth) + middle + close.repeat(depth);
};

const pathological: string[] = [
  filled("**a\u00a0"),
  filled("**a* "),
  filled("*a* "),
  filled("*a _b "),
  filled("a_ b* "),
  filled("a**b c* "),
  filled("*a **b ***c "),
  filled("*_"),
  filled("a "),
  nested("*a **a ", "b", " a** a*"),
  nested("[", "a", "]"),
  nested("[a", "", "](b)"),
  filled("[a]("),
  filled("[a](<b"),
  filled("![[]()"),
  filled("[a](https://a.test/("),
  filled("[](()"),
  filled("\\*\\`\\["),
  `${filled("x").slice(0, maxCharacters / 2)}${filled("`").slice(0, maxCharacters / 2)}`,
  growing((n) => `e${"`".repeat(n)}`),
  nested("> ", "a", ""),
  nested("- ", "a", ""),
  filled("- a\n"),
  filled("1. a\n> b\n"),
  filled("```\n~~~\n"),
  filled("<a <!-- <?"),
  filled("[a]: b\n"),
  filled("| a\n|-\n"),
  filled("http://a.test/("),
  filled("www.a.test/'"),
  filled("a@b."),
  `http://${filled("a.").slice(0, maxCharacters - 7)}`,
  `a${filled("-").slice(0, maxCharacters - 1)}`,
];

const alphabets = [
  "*_a ",
  "*_`~[]()! \n",
  "<>&;#x0a1 \n",
  "http://w.@-_()[]'\" ",
  "-+*1.) >\n\t",
  "\u00a0\u3000\u2028*a",
];

export function hostileTexts(random: () => number, drawn: number): string[] {
  const texts = [...pathological];
  for (let n = 0; n < drawn; n++) {
    const letters = alphabets[n % alphabets.length]!;
    // A letter first, since a message has to say something.
    let text = "a";
    while (text.length < maxCharacters) {
      const piece = letters[Math.floor(random() * letters.length)]!.repeat(1 + Math.floor(random() * 3));
      text += random() < 0.1 ? piece.repeat(40) : piece;
    }
    texts.push(text.slice(0, maxCharacters));
  }
  return texts;
}
