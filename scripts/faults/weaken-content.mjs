/**
 * Loaded before the server to show that the test of hostile content bites. Each sign looks through all that follows it,
 * as in a parser of delimiters that does not remember where it has looked.
 */
import { rewriteServer } from "./rewrite.mjs";

const head = "function parseContent(body, meter = { steps: 0 }) {";
rewriteServer(
  head,
  `${head}
  for (let opener = 0; opener < body.length; opener++)
    for (let at = opener + 1; at < body.length; at++) if (body[at] === body[opener]) meter.steps += 1;`,
);
