import { expect, it } from "vitest";
import { subjectOf } from "./subject.ts";

it.each([
  ["", ""],
  [" \n ", ""],
  ["My lid leaks.\nIt rattles too.", "My lid leaks."],
  ["\n\n  My lid leaks.  \n", "My lid leaks."],
  ["Hello,", "Hello,"],
  ["Hello,\n", "Hello,"],
  ["Dear Willow team,\n\nmy lid leaks.", "my lid leaks."],
  ["My tin came without its lid,\nand dented.", "My tin came without its lid,"],
  ["word ".repeat(30), "word ".repeat(16).trim()],
  ["蓋".repeat(100), "蓋".repeat(80)],
  ["😀".repeat(100), "😀".repeat(80)],
])("U-M10: the message %j names its ticket %j", (body, subject) => expect(subjectOf(body)).toBe(subject));
