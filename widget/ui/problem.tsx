import type { ApiError } from "../api.ts";
import type { App } from "../state/app.ts";

/** What happened, what is safe, what to do. */
export const Problem = ({ app: { t }, error: { code } }: { app: App; error: ApiError }) => (
  <p class="notice" role="alert">
    {(t.problems as Record<string, string>)[code] ?? t.problems.other}
  </p>
);
