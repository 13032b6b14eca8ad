/**
 * What somebody wrote, as a tree. Clients draw each node as an element and never see HTML.
 *
 * The tree is lossless: the texts of all nodes, joined in order, are the `body` to the last character.
 * So the signs that made a word bold or a line a list stay in the tree as `mark` nodes: formatting is added and
 * nothing is taken away, and whoever copies a message gets it as it was typed.
 *
 * At most 500 nodes, blocks and items of lists included.
 */
export type Content = Block[];

export type Block =
  /** `plain`: what is left of a body with more to draw than a message may have, as it was typed. The last block. */
  | { type: "paragraph"; children: Inline[]; plain?: true }
  | { type: "quote"; children: Inline[] }
  | { type: "list"; ordered: boolean; items: Inline[][] }
  | { type: "code"; children: Inline[] };

export type Inline =
  | { type: "text"; text: string }
  /**
   * The typed signs around formatted text (`**`, `> `, `- `, …); drawn quietly. `silent`: beyond doubt signs and no part
   * of what was meant, so they need no room; they stay in the text all the same.
   */
  | { type: "mark"; text: string; silent?: true }
  | { type: "strong"; children: Inline[] }
  | { type: "emphasis"; children: Inline[] }
  | { type: "code"; children: Inline[] }
  /** `href` is always http:, https: or mailto:. */
  | { type: "link"; href: string; children: Inline[] };
