/** For `JSON.stringify`: old libraries teach arrays a `toJSON` that makes text of them. */
export function asItIs(this: Record<string, unknown>, name: string): unknown {
  return this[name];
}
