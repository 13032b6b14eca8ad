/** Draws a content tree as elements. No node adds or drops a character: what is copied is what was typed. */
import type { Block, Content as Tree, Inline } from "../../server/contract/index.ts";

const inline = (node: Inline) => {
  switch (node.type) {
    case "text":
      return node.text;
    case "mark":
      return (
        <span class={node.silent ? "silent" : "mark"} aria-hidden={node.silent}>
          {node.text}
        </span>
      );
    case "strong":
      return <strong>{node.children.map(inline)}</strong>;
    case "emphasis":
      return <em>{node.children.map(inline)}</em>;
    case "code":
      return <code>{node.children.map(inline)}</code>;
    case "link":
      return (
        <a href={node.href} title={node.href} target="_blank" rel="noopener noreferrer nofollow">
          {node.children.map(inline)}
        </a>
      );
  }
};

const block = (node: Block, rest: string | undefined) => {
  switch (node.type) {
    case "paragraph":
      return <p data-rest={node.plain && rest}>{node.children.map(inline)}</p>;
    case "quote":
      return <blockquote dir="auto">{node.children.map(inline)}</blockquote>;
    case "code":
      return <pre>{node.children.map(inline)}</pre>;
    case "list": {
      const List = node.ordered ? "ol" : "ul";
      return (
        <List>
          {node.items.map((item, at) => (
            <li key={at}>{item.map(inline)}</li>
          ))}
        </List>
      );
    }
  }
};

/** @param rest said before what stands as it was typed; in an attribute, which is no text of the letter */
export const Content = ({ tree, rest }: { tree: Tree; rest?: string | undefined }) => (
  <div class="content" dir="auto">
    {tree.map((node) => block(node, rest))}
  </div>
);
