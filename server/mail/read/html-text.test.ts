import { describe, expect, it } from "vitest";
import { htmlText } from "./html-text.ts";

const read = (html: string) => htmlText(html, (cid) => (cid === "logo" ? "logo.png" : undefined));
const words = (html: string) => read(html).text;

describe("what a page says", () => {
  it.each([
    ["<p>One</p><p>Two</p>", "One\n\nTwo"],
    ["<div>One</div><div>Two</div><div><br></div><div>Three</div>", "One\nTwo\n\nThree"],
    ["One<br>Two<br/><br/>Three", "One\nTwo\n\nThree"],
    ["<p>A <b>bold</b>, an <i>italic</i> and <code>code</code></p>", "A **bold**, an *italic* and `code`"],
    ["<b><p>not around blocks</p></b>", "not around blocks"],
    ["<ul><li>One</li><li>Two</li></ul>", "- One\n- Two"],
    ['<ol start="3"><li>One<li>Two</ol>', "3. One\n4. Two"],
    ["<h2>Title</h2>Text", "**Title**\n\nText"],
    [
      "<table><tr><th>Item</th><th>Price</th></tr><tr><td>Lid</td><td>4&nbsp;€</td></tr></table>",
      "Item | Price\nLid | 4 €",
    ],
    ["<pre>a\n  b</pre>", "a\n  b"],
    ["&lt;b&gt; &amp; &#8364;", "<b> & €"],
    ['Look: <img src="cid:logo">', "Look: logo.png"],
    ["a&nbsp;&nbsp; \n b", "a b"],
  ])("%s", (html, text) => {
    expect(words(html)).toBe(text);
  });

  it.each([
    ['<a href="https://shop.test/a?b=1">https://shop.test/a</a>', "https://shop.test/a?b=1"],
    ['<a href="https://evil.test/">https://bank.test/login</a>', "https://bank.test/login (https://evil.test/)"],
    ['<a href="https://evil.test/x">bank.test</a>', "bank.test (https://evil.test/x)"],
    ['<a href="mailto:a@b.test">a@b.test</a>', "a@b.test"],
    ['<a href="mailto:a@b.test">Write</a>', "Write (a@b.test)"],
    ['<a href="javascript:alert(1)">click</a>', "click"],
    ['<a href=" java\tscript:alert(1)">click</a>', "click"],
    ['<a href="data:text/html;base64,PHNjcmlwdD4=">click</a>', "click"],
    ['<a href="https://shop.test/"><img alt="Shop" src="https://canary.test/x.png"></a>', "Shop (https://shop.test/)"],
  ])("A2: a link %s", (html, text) => {
    expect(words(html)).toBe(text);
  });

  it("A2: runs nothing and shows nothing that is hidden", () => {
    const page = `<html><head><title>T</title><style>@import "https://canary.test";</style><base href="https://evil.test"></head>
      <body><!-- c --><script>alert(1)</script><svg onload=alert(1)><text>x</text></svg>
      <span style="display:none">preheader</span><div style="max-height:0;overflow:hidden">more</div>
      <form action="https://evil.test"></form>
      <!--[if !mso]><!--><p>Hello</p><!--<![endif]--><img src="https://canary.test/x.png"></body></html>`;
    expect(read(page)).toEqual({ text: "Hello", quoted: "" });
  });

  it.each([
    [
      "Gmail",
      '<div dir="ltr">It came.</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Mon, Ada wrote:<br></div><blockquote class="gmail_quote">Where is it?</blockquote></div>',
    ],
    [
      "older Gmail",
      'It came.<br><br><div class="gmail_quote">On Mon, Apr 2, 2012 at 6:26 PM, Ada <span>&lt;<a href="mailto:x@y.test">x@y.test</a>&gt;</span> wrote:<br><blockquote class="gmail_quote">Where is it?</blockquote></div>',
    ],
    [
      "Apple Mail",
      "<div>It came.</div><div><br><blockquote type='cite'><div>On 2 Nov 2026, at 10:00, Ada &lt;a@b.test&gt; wrote:</div><div>Where is it?</div></blockquote></div>",
    ],
    [
      "Outlook",
      '<div>It came.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Ada<br><b>Sent:</b> Monday<br><b>To:</b> Mia</div><div>Where is it?</div>',
    ],
    [
      "older Outlook",
      '<p>It came.</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p><b>From:</b> Ada</p></div></div><p>Where is it?</p>',
    ],
    [
      "Thunderbird",
      '<p>It came.</p><div class="moz-cite-prefix">On 2/11/26 10:00, Ada wrote:<br></div><blockquote type="cite">Where is it?</blockquote>',
    ],
    [
      "Yahoo",
      '<div>It came.</div><div class="yahoo_quoted"><div>On Monday, Ada wrote:</div><div>Where is it?</div></div>',
    ],
    [
      "Proton",
      '<div>It came.</div><div class="protonmail_quote">On Monday, Ada wrote:<blockquote class="protonmail_quote" type="cite">Where is it?</blockquote></div>',
    ],
  ])("E16: as %s quotes", (_, html) => {
    const { text, quoted } = read(html);
    expect(text).toBe("It came.");
    expect(quoted).toContain("Where is it?");
  });

  it("E16: keeps what is written below or between what Gmail quotes", () => {
    const html =
      '<div class="gmail_quote"><div class="gmail_attr">On Mon, Ada wrote:</div><blockquote class="gmail_quote">Colour?</blockquote><div>Red.</div><blockquote class="gmail_quote">Size?</blockquote><div>Large.</div></div>';
    expect(words(html)).toBe("Red.\n\nLarge.");
  });

  it("keeps what was passed on", () => {
    const html =
      '<div>See.</div><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: Bo</div><blockquote class="gmail_quote">Hello</blockquote></div>';
    expect(words(html)).toContain("Hello");
  });

  it("has the words of what a mail program shows in its own way, and of a page that hides all of them", () => {
    expect(words("<textarea>my words</textarea>")).toBe("my words");
    expect(words("<object>my words</object>")).toBe("my words");
    expect(words('<div style="display:none">my words</div>')).toBe("my words");
  });

  it("takes no time that grows faster than the page", () => {
    // Each of these took minutes at this size.
    for (const piece of ["<b>x</b>", "word<br>", "<a href='https://a.test'>y", "<pre> </pre>"]) {
      expect(read(piece.repeat(40_000)).text.length).toBeGreaterThanOrEqual(0);
    }
    expect(read(`<pre>${" ".repeat(400_000)}x${"\n".repeat(400_000)}y</pre>`).text).toMatch(/x\n\ny$/);
  });

  it("never says nothing where a page says something, and gives up on no depth", () => {
    expect(words('<blockquote type="cite">All there is</blockquote>')).toBe("All there is");
    expect(words(`${"<div>".repeat(50_000)}deep${"</div>".repeat(50_000)}`)).toBe("deep");
    expect(words(`${"<b>".repeat(20_000)}x`)).toContain("x");
    expect(words(`<p>${"<a href='https://a.test'>".repeat(5000)}x`)).toContain("x");
  });
});
