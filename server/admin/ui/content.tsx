/**
 * Draws what somebody wrote. The elements' texts, joined, are the body to the last character: nothing may be added. What
 * has to be said about it stands in an attribute, and the stylesheet shows it.
 */
import { Fragment, type ComponentChildren, type VNode } from "preact";
import type { Block, Content, Inline } from "../../contract/index.ts";
import { text } from "../locales/text.ts";

/** `dir="auto"` on each block lets a letter mix scripts; white space is kept by the stylesheet. */
export const ContentView = ({ content }: { content: Content }): VNode => (
  <div class="content" dir="auto">
    {content.map(drawBlock)}
  </div>
);

function drawBlock(block: Block): VNode {
  switch (block.type) {
    case "paragraph":
      return (
        <p dir="auto" data-said={block.plain && text.letter.plain}>
          {drawAll(block.children)}
        </p>
      );
    case "quote":
      return <blockquote dir="auto">{drawAll(block.children)}</blockquote>;
    case "code":
      return (
        <pre dir="ltr">
          <code>{drawAll(block.children)}</code>
        </pre>
      );
    case "list": {
      const items = block.items.map((item, place) => (
        <li key={place} dir="auto">
          {drawAll(item)}
        </li>
      ));
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
  }
}

const drawAll = (nodes: readonly Inline[]): ComponentChildren => nodes.map(drawInline);

function drawInline(node: Inline): VNode {
  switch (node.type) {
    case "text":
      return <Fragment>{node.text}</Fragment>;
    case "mark":
      return (
        <span class={node.silent ? "silent" : "mark"} aria-hidden={node.silent}>
          {node.text}
        </span>
      );
    case "strong":
      return <strong>{drawAll(node.children)}</strong>;
    case "emphasis":
      return <em>{drawAll(node.children)}</em>;
    case "code":
      return <code>{drawAll(node.children)}</code>;
    case "link":
      return (
        <a
          href={node.href}
          title={node.href}
          data-leads={hidesItsAddress(node.children) ? leadsTo(node.href) : undefined}
          target="_blank"
          rel="noopener noreferrer nofollow"
        >
          {drawAll(node.children)}
        </a>
      );
  }
}

/** Its words may say anything: where it leads is seen without pointing at it. */
const hidesItsAddress = (nodes: readonly Inline[]): boolean =>
  nodes.some((node) => node.type === "mark" && !!node.silent);
const leadsTo = (href: string): string => (URL.canParse(href) && new URL(href).host) || href.replace(/^mailto:/, "");

/** Without any formatting, and every sign in sight. */
export const AsTyped = ({ body }: { body: string }): VNode => (
  <div class="content">
    <p dir="auto">{body}</p>
  </div>
);

/** Whether something that was typed is not seen. */
export const hidesSigns = (content: Content): boolean =>
  content.some((block) =>
    block.type === "list" ? block.items.flat().some(hides) : (block.children as readonly Inline[]).some(hides),
  );
const hides = (node: Inline): boolean =>
  node.type === "mark" ? !!node.silent : "children" in node && node.children.some(hides);
