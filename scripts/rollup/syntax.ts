/** A program as Rollup's parser sees it. */
export interface Node {
  type: string;
  /** Where it begins in the text. */
  start: number;
  /** Of a declaration: `const`, `let` or `var`. */
  kind?: string;
  await?: boolean;
}

export const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";
