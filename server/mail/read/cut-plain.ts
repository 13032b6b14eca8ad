/** A plain mail: its own words, and apart from them what it quotes. Each line is in one of the two. */
import { foldedLines } from "./quote-cut.ts";
import { joinLines, lineOf, type Line } from "./quote-lines.ts";

/**
 * @param isForward by its subject (`isForwardSubject`); then nothing is folded
 * @returns all as `text` where nothing else would be
 */
export function cutPlain(plain: string, isForward = false): { text: string; quoted: string } {
  return cutLines(
    plain.split(/\r\n|\r|\n/).map((line) => lineOf(line)),
    isForward,
  );
}

export function cutLines(lines: Line[], isForward: boolean): { text: string; quoted: string } {
  const folded = isForward ? [] : foldedLines(lines);
  return {
    text: joinLines(lines.filter((_, at) => !folded[at])),
    quoted: joinLines(lines.filter((_, at) => folded[at])),
  };
}
