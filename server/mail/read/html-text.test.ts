import { describe, expect, it } from "vitest";
import { htmlText } from "./html-text.ts";

const textOf = (html: string): string => htmlText(html, () => undefined).text;
const wrote = "On Mon, 3 Jun 2024 at 10:15, Ann &lt;ann@example.com&gt; wrote:";

describe("HTML becomes text", () => {
  it("also what a program shows in its own way, and a page that hides all that it says", () => {
    expect(textOf("<textarea>my words</textarea>")).toBe("my words");
    expect(textOf('<object data="x">my words</object>')).toBe("my words");
    expect(textOf('<div style="display:none">my words</div>')).toBe("my words");
    expect(textOf("<div hidden>my words</div><p>shown</p>")).toBe("shown");
  });

  it.each([
    ["<p>One\n two</p><p>three</p>", "One two\n\nthree"],
    ["<div>one</div><div><br></div><div>two<br>three</div>", "one\n\ntwo\nthree"],
    ["one<br><br><br><br>two", "one\n\ntwo"],
    [
      "<p class=MsoNormal>one</p><p class=MsoNormal>two</p><p class=MsoNormal>&nbsp;</p><p class=MsoNormal>three</p>",
      "one\ntwo\n\nthree",
    ],
    ["<p style='margin:0'>one</p><p style='margin:0'>two</p>", "one\ntwo"],
    ["a <b>bold </b>word, <i>another</i>, <code>x = 1</code>", "a **bold** word, *another*, `x = 1`"],
    ["<b>bold <i>both</i></b> and 2 * 3 and <b>a*b</b>", "**bold both** and 2 * 3 and a*b"],
    ["<b>one<br>two</b>", "one\ntwo"],
    ["<b></b>x<b> </b>y", "x y"],
    ["<h1>Title</h1>text", "**Title**\n\ntext"],
    ["<ul><li>one<li><p>two</p></ul>end", "- one\n- two\n\nend"],
    ["<ol start=3><li>one</li><li>two<ul><li>deep</li></ul></li></ol>", "3. one\n4. two\n  - deep"],
    ["<table><tr><th>a</th><th>b</th></tr><tr><td><p>1</p></td><td><p>2</p></td></tr></table>", "a | b\n1 | 2"],
    ["<table><tr><td>one<br>two</td><td>three</td></tr></table>", "one\ntwo\nthree"],
    ["see:<pre>if (x)\n  y &lt; z</pre>end", "see:\n\n```\nif (x)\n  y < z\n```\n\nend"],
    ["<pre>typed\n  as plain text</pre>", "typed\n  as plain text"],
    ["<div style='white-space: pre-wrap'>one\n  two</div>", "one\n  two"],
    ["<blockquote>indented</blockquote>own", "> indented\n\nown"],
    ["one<hr>two", "one\n\n---\n\ntwo"],
    ["&lt;script&gt; &amp;amp; &#128512; &nbsp; end", "<script> &amp; 😀 end"],
    ["a &lt b < c <3 d", "a < b < c <3 d"],
    ["never <b>closed <div>at <p>all", "never closed\nat\n\nall"],
    ["", ""],
  ])("%s", (html, text) => expect(textOf(html)).toBe(text));

  it("keeps what Outlook hides from other programs only in comments", () => {
    const html = "<!--[if mso]>a<![endif]--><!--[if !mso]><!-->b<!--<![endif]--><![if !vml]>c<![endif]>";
    expect(textOf(html)).toBe("bc");
  });
});

describe("a link", () => {
  it.each([
    ["<a href='https://example.com/a'>https://example.com/a</a>", "https://example.com/a"],
    ["<a href='https://example.com/'>example.com</a>", "https://example.com/"],
    ["<a href='https://example.com/a'>our <b>page</b></a>.", "our **page** (https://example.com/a)."],
    ["<a href='https://evil.test/x'>https://bank.example</a>", "https://bank.example (https://evil.test/x)"],
    ["<a href='https://bank.example@evil.test/'>bank.example</a>", "bank.example (https://evil.test/)"],
    ["<a href='https://bücher.example/'>books</a>", "books (https://xn--bcher-kva.example/)"],
    ["<a href=' ht\ntps://example.com/(x) '>x</a>", "x (https://example.com/%28x%29)"],
    ["<a href='mailto:ann@example.com?subject=x'>ann@example.com</a>", "ann@example.com"],
    ["<a href='mailto:ann@example.com'>Ann</a>", "Ann (ann@example.com)"],
    ["<a href='tel:+49-30-1234'>+49 30 1234</a>", "+49-30-1234"],
    ["<a href='https://example.com/a'><div>Button</div></a>next", "Button (https://example.com/a)\nnext"],
    [
      "<a href='https://example.com/a'><img src='https://example.com/p.png' alt='Logo'></a>",
      "[Logo] (https://example.com/a)",
    ],
    ["<a href='https://example.com/a'></a>x", "x"],
    ["<base href='https://evil.test/'><a href='/a'>here</a>", "here"],
  ])("%s", (html, text) => expect(textOf(html)).toBe(text));

  it.each([
    "javascript:alert(1)",
    "&#106;avascript:alert(1)",
    "java&#10;script:alert(1)",
    "\u0001javascript:alert(1)",
    "data:text/html;base64,PHNjcmlwdD4=",
    "vbscript:x",
    "file:///etc/passwd",
    "blob:https://example.com/1",
    "//evil.test",
    "https://",
    "mailto:a b<c>",
  ])("to %s is its label alone", (href) => expect(textOf(`<a href="${href}">label</a>`)).toBe("label"));
});

describe("only text comes out", () => {
  it("of what would run, load, send or look like something else", () => {
    const html = `<html><head><title>T</title><base href="https://evil.test"><meta http-equiv=refresh content="0;url=https://evil.test">
<style>@import "https://evil.test/x";</style></head><body><svg onload="alert(1)"><text>drawn</text></svg><script>alert(1)</script>
<form action="https://evil.test"><input value="typed">Words</form><img src="https://canary.test/1.png"><!-- comment -->
<template>t</template><iframe src="https://evil.test">framed</iframe><p onclick="x()">More</p></body></html>`;
    expect(textOf(html)).toBe("Words\n\nMore");
  });

  it.each([
    "display:none",
    "DISPLAY : NONE !important",
    "visibility:hidden",
    "font-size:0",
    "font-size:0px;line-height:0",
    "max-height:0;overflow:hidden",
    "opacity:0",
    "mso-hide:all",
  ])("none of what is hidden by %s", (style) => {
    expect(
      textOf(`a<div style="${style}">hidden<p>inside</p><img alt="picture" src="x"></div>b`).replaceAll(/\s/g, ""),
    ).toBe("ab");
  });

  it("what is hidden around and shown within is shown", () => {
    const html = `<td style="font-size:0px"><div style="font-size:13px">one</div>no<span style="font-size:1em">no</span></td>
<div style="visibility:hidden">no<b style="visibility:visible">two</b></div><div style="max-height:none;font-size:0.9em">three</div>`;
    expect(textOf(html)).toBe("one\n**two**\nthree");
  });

  it("with `hidden`, until it is closed", () => expect(textOf("a<p hidden>b<b>c</b></p>d")).toBe("ad"));
});

it("a picture leaves its name where it stood, in all forms of its id", () => {
  const names: Record<string, string> = { "a@b": "one.png", "image002.png@01D9": "two.png", three: "three.png" };
  const html = `Look: <img src="cid:a@b"> <img src=cid:a%40b> <img src="image002.png@01D9"> <img src="cid:&lt;three&gt;" width=1>
<img src="cid:unknown"> <img src="cid:unknown" alt="chart"> <img src="https://x.test/p.png" alt="dot" width="1"><img src="x.png" alt="😀">`;
  expect(htmlText(html, (cid) => names[cid]).text).toBe("Look: [one.png] [one.png] [two.png] [three.png] [chart] 😀");
});

describe("a quote is folded", () => {
  it.each([
    [
      "Gmail",
      `<div dir="ltr">Fine.</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">Unknown tongue, Ann:<br></div><blockquote class="gmail_quote">How are you?</blockquote></div>`,
      "Unknown tongue, Ann:\n\n> How are you?",
    ],
    [
      "Apple Mail",
      `<div>Fine.</div><blockquote type="cite"><div>${wrote}</div><br><div>How are you?</div></blockquote>`,
      "> On Mon, 3 Jun 2024 at 10:15, Ann <ann@example.com> wrote:\n>\n> How are you?",
    ],
    [
      "Thunderbird",
      `<p>Fine.</p><div class="moz-cite-prefix">Ann:<br></div><blockquote type="cite" cite="mid:1"><p>How are you?</p></blockquote>`,
      "Ann:\n\n> How are you?",
    ],
    [
      "Outlook on the web",
      `<div>Fine.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>De:</b> Ann</div><div>How are you?</div>`,
      "---\n\n**De:** Ann\nHow are you?",
    ],
    [
      "Outlook",
      `<p class=MsoNormal>Fine.</p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal><b>Von:</b> Ann &lt;ann@example.com&gt;<br><b>Gesendet:</b> Montag<br><b>An:</b> Bob<br><b>Betreff:</b> Tee</p></div></div><p class=MsoNormal>How are you?</p>`,
      "**Von:** Ann <ann@example.com>\n**Gesendet:** Montag\n**An:** Bob\n**Betreff:** Tee\nHow are you?",
    ],
    [
      "new Outlook",
      `<div>Fine.</div><div id="mail-editor-reference-message-container"><div>How are you?</div></div>`,
      "> How are you?",
    ],
    [
      "Yahoo",
      `<div>Fine.</div><div id="ydp1yahoo_quoted_2" class="yahoo_quoted"><div>${wrote}</div><div>How are you?</div></div>`,
      "> On Mon, 3 Jun 2024 at 10:15, Ann <ann@example.com> wrote:\n> How are you?",
    ],
    [
      "Proton",
      `<div>Fine.</div><div class="protonmail_quote">${wrote}<br><blockquote class="protonmail_quote" type="cite">How are you?</blockquote></div>`,
      "> On Mon, 3 Jun 2024 at 10:15, Ann <ann@example.com> wrote:\n\n> > How are you?",
    ],
    [
      "a program that marks nothing",
      `<p>Fine.</p><p>${wrote}</p><blockquote>How are you?</blockquote>`,
      "On Mon, 3 Jun 2024 at 10:15, Ann <ann@example.com> wrote:\n\n> How are you?",
    ],
  ])("of %s", (_, html, quoted) => {
    expect(htmlText(html, () => undefined)).toEqual({ text: "Fine.", quoted });
  });

  it.each([
    `<div class="gmail_signature" data-smartmail="gmail_signature">Ann</div>`,
    `<div class="moz-signature">-- <br>Ann</div>`,
    `<div>-- <br>Ann</div>`,
    `<div id="ms-outlook-mobile-signature">Ann</div>`,
    `<div>Sent from my iPhone</div>`,
  ])("and a signature: %s", (signature) => {
    const { text, quoted } = htmlText(`<div>Fine.</div>${signature}`, () => undefined);
    expect(text).toBe("Fine.");
    expect(quoted).toMatch(/Ann|iPhone/);
  });
});

describe("the writer's own words stay in sight", () => {
  it("between what is quoted, with the questions", () => {
    const html = `<div class="gmail_quote"><div class="gmail_attr">${wrote}</div><blockquote class="gmail_quote">Red?</blockquote><div>Yes.</div><blockquote class="gmail_quote">Blue?</blockquote><div>No.</div><blockquote class="gmail_quote">Bye</blockquote></div>`;
    const { text, quoted } = htmlText(html, () => undefined);
    expect(text).toBe("On Mon, 3 Jun 2024 at 10:15, Ann <ann@example.com> wrote:\n\n> Red?\n\nYes.\n\n> Blue?\n\nNo.");
    expect(quoted).toBe("> Bye");
  });

  it("below a quote, without it", () => {
    const html = `<div class="moz-cite-prefix">${wrote}</div><blockquote type="cite">Well?</blockquote><p>Fine.</p>`;
    expect(textOf(html)).toBe("Fine.");
  });

  it("in an indented paragraph, and where nothing else is left", () => {
    const html = `<div>Mine:</div><blockquote style="margin:0 0 0 40px">indented</blockquote>`;
    expect(textOf(html)).toBe("Mine:\n\n> indented");
    expect(textOf(`<blockquote type="cite">Well?</blockquote>`)).toBe("> Well?");
    expect(textOf(`<div class="gmail_signature">Ann</div>`)).toBe("Ann");
  });

  it("with what they forward", () => {
    const html = `<div>See.</div><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: Ann<br></div><p>Well?</p></div>`;
    expect(textOf(html)).toBe("See.\n---------- Forwarded message ---------\nFrom: Ann\n\nWell?");
    expect(htmlText(`<p>See.</p><div id="divRplyFwdMsg">Von: Ann</div>`, () => undefined, true).quoted).toBe("");
  });
});
