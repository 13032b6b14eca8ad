/** What becomes of the words in a field when they meet what the desk has of them. */

export interface Sides {
  /** As the desk would get it, empty where there is nothing to keep. */
  here: string;
  /** What the desk was last known to have. */
  known: { revision: string; content: string } | null;
  found: { revision: string; content: string } | null;
  /** This page has saved the one that was found, and may not have heard that it arrived. */
  isOwn: boolean;
  /** A file is on its way there, or the words may have been sent under a key: nothing may take their place. */
  isHeld: boolean;
  /** The thread holds exactly these words as an own message. */
  isSent: boolean;
}

/**
 * `stay`: nothing is new. `sent`: the field is emptied. `anew`: the desk has none, what is written on is another.
 * `follow`: what stands here is newer or the same. `take`: what was found stands here from now on. `aside`: both are kept.
 */
export type Meeting = "stay" | "sent" | "anew" | "follow" | "take" | "aside";

export function meetingOf({ here, known, found, isOwn, isHeld, isSent }: Sides): Meeting {
  const isKnown = here === (known?.content ?? "") && !isHeld;
  if (!found) {
    if (!isKnown) return known ? "anew" : "stay";
    // Emptied elsewhere: what stands here stays, until somebody writes on.
    return here !== "" && isSent ? "sent" : "stay";
  }
  if (found.revision === known?.revision) return "stay";
  if (isOwn || here === found.content) return "follow";
  return isKnown || (here === "" && !isHeld) ? "take" : "aside";
}
