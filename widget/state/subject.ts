/** What a message begins with, but for a greeting: a ticket needs a name, and nobody has to think of one. */
export const subjectOf = (body: string): string =>
  /^\s*(?:(?:\S+ ){0,2}\S+,\s*\n\s*(?=\S))?(\S.{0,79}(?!\S)|\S.{0,79})/u.exec(body.slice(0, 400))?.[1]!.trimEnd() ?? "";
