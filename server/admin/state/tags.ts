/** Tags in use, which a field for tags offers. */
import { api } from "../api.ts";
import { asProblem } from "../problem.ts";
import { matching } from "../ui/choices/matching.ts";
import type { Pick } from "../ui/picker.tsx";

const mostOffered = 8;

export const asPick = (tag: string): Pick => ({ id: tag, name: tag });

type FindTags = (typed: string, taken: readonly string[]) => readonly Pick[] | Promise<readonly Pick[]>;

/** Asks the desk once, when it is first used: it lives as long as a ticket is open, and colleagues make new ones. */
export function tagFinder(project: string): FindTags {
  let known: readonly string[] | null = null;
  let reading: Promise<readonly string[]> | null = null;
  const read = async (): Promise<readonly string[]> => {
    try {
      known = (await api.listTags(project)).tags;
    } catch (problem) {
      // Offers are a convenience; a tag can be written without them.
      asProblem(problem);
      reading = null;
    }
    return known ?? [];
  };
  return (typed, taken) => {
    const offer = (tags: readonly string[]): Pick[] =>
      matching(
        tags.filter((tag) => !taken.includes(tag)),
        typed,
        (tag) => tag,
      )
        .slice(0, mostOffered)
        .map(asPick);
    return known ? offer(known) : (reading ??= read()).then(offer);
  };
}
