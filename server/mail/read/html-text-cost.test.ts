/** What hostile HTML costs: no depth of the stack, and sizes that grow with it and no more. */
import { expect, it } from "vitest";
import { htmlText } from "./html-text.ts";

const read = (html: string): { text: string; quoted: string } => htmlText(html, () => undefined);

it.each(["div", "b", "blockquote", "table", "ul", "span style='font-size:1px'", "pre", "svg"])(
  "50,000 nested %s are read, with the words after them",
  (opening) => {
    const [name] = opening.split(" ");
    const html = `first${`<${opening}>`.repeat(50_000)}deep${`</${name}>`.repeat(50_000)}<p>after</p>`;
    const { text, quoted } = read(html);
    expect(`${text}${quoted}`).toContain("first");
    expect(`${text}${quoted}`).toContain("after");
    if (name !== "svg") expect(`${text}${quoted}`).toContain("deep");
  },
);

it("what is no text gives no words, however deep", () => {
  const html = `${"<div>".repeat(2000)}<script>run()</script><style>s{}</style><title>t</title>words`;
  expect(read(html).text).toBe("words");
});

it.each([
  "<div>",
  "<b>x</b>",
  "<i>x * y</i>",
  "</x>",
  '<a href="https://a.test">x</a>',
  '<a href="https://a.test">x',
  "<td>x",
  "<tr><td>x<td>",
  "<table><tr><td>x",
  "<blockquote>x",
  "<blockquote type=cite>x",
  "<ul><li>x",
  "<pre>x\n",
  "<pre>\n</pre>",
  "<br>",
  "</br>",
  "</p>",
  "<hr>",
  "<!--",
  "<![CDATA[",
  "<title>",
  "<form>",
  "<svg><desc>",
  "<",
  "&",
  "&amp;",
  " a=b",
  "<div class=gmail_attr>x</div>",
  '<p style="margin:0">x',
  '<img alt="x">',
])("a megabyte of %s is read at once, into twice its size at the utmost", (piece) => {
  const size = (length: number): number => {
    const start = piece.startsWith(" ") ? "<div " : "";
    const { text, quoted } = read(start + piece.repeat(length / piece.length));
    return text.length + quoted.length;
  };
  const whole = size(1_000_000);
  expect(whole).toBeLessThanOrEqual(2_000_000);
  expect(whole).toBeLessThanOrEqual(size(100_000) * 10.5 + 100);
});

it("an address that is longer than anybody reads is cut to its host", () => {
  const html = `<a href="https://a.test/${"x".repeat(1_000_000)}">label</a>`;
  expect(read(html).text).toBe("label");
  expect(read(html.replace("x".repeat(990_000), "")).text).toBe("label (https://a.test/)");
});
