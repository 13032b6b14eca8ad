/** Draws a content tree as elements. No node adds or drops a character: what is shown is what was typed. */
import type { Block, Content as Tree, Inline } from "../../server/contract/index.ts";

const inline = (node: Inline) => {
  switch (node.type) {
    case "text":
      return node.text;
    case "mark":
      return <span class="mark">{node.text}</span>;
    case "strong":
      return <strong>{node.children.map(inline)}</strong>;
    case "emphasis":
      return <em>{node.children.map(inline)}</em>;
    case "code":
      return <code>{node.children.map(inline)}</code>;
    case "link":
      return (
        <a href={node.href} target="_blank" rel="noopener noreferrer nofollow">
          {node.children.map(inline)}
        </a>
      );
  }
};

const block = (node: Block) => {
  switch (node.type) {
    case "paragraph":
      return <p>{node.children.map(inline)}</p>;
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

export const Content = ({ tree }: { tree: Tree }) => (
  <div class="content" dir="auto">
    {tree.map(block)}
  </div>
);
