/** A string with the colon that makes it a name, any other string, or a bracket. All else says nothing about names. */
const tokens = /("(?:[^"\\]|\\.)*")(\s*:)?|[{}[\]]/g;

/**
 * Whether an object in this JSON names a member twice. Parsers keep one of the two and nobody says which, so two
 * readers of the same signed text could take it for two different people.
 *
 * @param json valid JSON
 */
export function repeatsName(json: string): boolean {
  const open: Set<string>[] = [];
  for (const [token, text, colon] of json.matchAll(tokens)) {
    if (text !== undefined) {
      if (colon === undefined) continue;
      // "\u0073ub" is "sub" too.
      const name = JSON.parse(text) as string;
      const names = open.at(-1)!;
      if (names.has(name)) return true;
      names.add(name);
    } else if (token === "{" || token === "[") open.push(new Set());
    else open.pop();
  }
  return false;
}
