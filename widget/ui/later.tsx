import { Component, type ComponentChildren } from "preact";
import type { App } from "../state/app.ts";
import type { Language } from "../state/language.ts";
import type { Chunk, ChunkName } from "../state/chunks.ts";
import { Skeleton } from "./skeleton.tsx";

interface LaterProps<Name extends ChunkName> {
  app: Language & Pick<App, "chunks">;
  chunk: Name;
  children: (chunk: Chunk<Name>) => ComponentChildren;
}

/** Draws with a part of the widget that may have to be fetched first. */
export function Later<Name extends ChunkName>({ app, chunk, children }: LaterProps<Name>) {
  const found = app.chunks.need(chunk);
  if (found) return <>{children(found)}</>;
  return app.chunks.failed(chunk) ? (
    <LoadProblem app={app} retry={() => app.chunks.retry(chunk)} />
  ) : (
    <Skeleton rows={2} />
  );
}

/** Tries again by itself when the network is back. */
export class LoadProblem extends Component<{ app: Language; retry: () => void }> {
  again = (): void => this.props.retry();

  override componentDidMount(): void {
    addEventListener("online", this.again);
  }

  override componentWillUnmount(): void {
    removeEventListener("online", this.again);
  }

  render() {
    const { t } = this.props.app;
    return (
      <p role="alert">
        {t.loadProblem}{" "}
        <button type="button" class="text" onClick={this.again}>
          {t.tryAgain}
        </button>
      </p>
    );
  }
}
