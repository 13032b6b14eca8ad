import type { ApiError } from "../api.ts";
import type { App } from "../state/app.ts";

export function problemSentence({ t }: App, { code }: ApiError): string {
  const { problems } = t;
  return (problems as Record<string, string>)[code] ?? problems.other;
}

/** What happened, what is safe, what to do. */
export const Problem = ({ app, error }: { app: App; error: ApiError }) => (
  <p class="notice" role="alert">
    {problemSentence(app, error)}
  </p>
);
