import { Component } from "preact";
import type { App } from "../state/app.ts";
import { Icon } from "./icon.tsx";

/** Offers a link for another device. The button is here; what it does is fetched when it is pressed. */
export class CopyLink extends Component<{ app: App; id: string }, { pressed?: boolean }> {
  render() {
    const { app, id } = this.props;
    const chunk = this.state.pressed && app.chunks.need("link");
    if (chunk) return <chunk.MadeLink app={app} id={id} />;
    return (
      <button type="button" class="text" onClick={() => this.setState({ pressed: true })}>
        <Icon name="link" />
        {app.t.copyLink}
      </button>
    );
  }
}
