/** Makes a link that opens one ticket elsewhere, and puts it on the clipboard or, where that is refused, on show. */
import { Component } from "preact";
import { words } from "../locales/en-link.ts";
import type { App } from "../state/app.ts";
import type { Base } from "../state/base.ts";
import type { Language } from "../state/language.ts";
import { Icon } from "./icon.tsx";

export class CopyLink extends Component<
  { app: Base & Language & Pick<App, "announced">; id: string },
  { url?: string; copied?: boolean }
> {
  copy = async (): Promise<void> => {
    const { app, id } = this.props;
    const { api, session } = app;
    try {
      const request = { method: "POST", token: session.token(id) };
      const asked = api.ask<{ url: string }>(`/tickets/${id}/tracking-links`, request);
      // What is not there yet is handed over within the press: Safari takes nothing after it.
      const link = asked.then(({ url }) => new Blob([url], { type: "text/plain" }));
      try {
        await navigator.clipboard.write([new ClipboardItem({ "text/plain": link })]);
        this.setState({ copied: true });
        app.announced = words(app).copied;
      } catch {
        // One that failed is told below, and not to the page as well.
        link.catch(() => undefined);
        this.setState(await asked);
      }
    } catch {
      app.announced = app.t.loadProblem;
    }
  };

  render() {
    const t = words(this.props.app);
    const { url, copied } = this.state;
    if (url) {
      return (
        <label class="field">
          {t.copyByHand}
          <input readOnly value={url} onFocus={({ currentTarget }) => currentTarget.select()} />
        </label>
      );
    }
    return (
      <button type="button" class="text" onClick={() => void this.copy()}>
        {copied ? <Icon name="solved" /> : <Icon path="M7 7h9v9H7zM4 13V4h9" />}
        {copied ? t.copied : t.copyLink}
      </button>
    );
  }
}
