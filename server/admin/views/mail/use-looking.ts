import { useEffect } from "preact/hooks";
import type { Mail } from "../../../contract/index.ts";
import { lookAgain } from "../../state/mail.ts";

/** Looks at the mail every so many milliseconds for as long as it is in that state: somebody waits to see it leave it. */
export function useLooking({ id, state }: Mail, passing: Mail["state"], every: number): void {
  useEffect(() => {
    if (state !== passing) return undefined;
    const timer = setInterval(() => void lookAgain(id), every);
    return () => clearInterval(timer);
  }, [id, state]);
}
