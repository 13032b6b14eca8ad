/** A view that is a chunk of its own, fetched when somebody goes there. */
import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import type { App } from "../state/app.ts";
import { Skeleton } from "../ui/skeleton.tsx";

type View = ComponentType<{ app: App }>;

export function Later({ app, load }: { app: App; load: () => Promise<View> }) {
  const view = useSignal<View | undefined>(undefined);
  const failed = useSignal(false);
  const fetchIt = (): void => {
    failed.value = false;
    load().then(
      (found) => (view.value = found),
      () => (failed.value = true),
    );
  };
  useEffect(fetchIt, [load]);
  if (failed.value) {
    return (
      <p role="alert">
        {app.t.value.loadProblem}{" "}
        <button type="button" class="text" onClick={fetchIt}>
          {app.t.value.tryAgain}
        </button>
      </p>
    );
  }
  const Loaded = view.value;
  return Loaded ? <Loaded app={app} /> : <Skeleton rows={2} />;
}
