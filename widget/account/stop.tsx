/** "This was not me": a link in a mail about a change. Looking at it does nothing; pressing the button stops the account. */
import { Component } from "preact";
import type { AccountWords } from "../locales/en-account.ts";
import type { SignInWords } from "../locales/en-sign-in.ts";
import { asking, attempt } from "../sign-in/asking.ts";
import { Frame } from "../sign-in/frame.tsx";
import type { App } from "../state/app.ts";

interface StopProps {
  app: App;
  token: string;
}

export class Stop extends Component<StopProps> {
  #form = asking(this.props.app, {}, { done: false });

  #stop = (): Promise<void> => {
    const { app, token } = this.props;
    return attempt(app, this.#form, async () => {
      await app.api.ask("/account-stops", { body: { token } });
      this.#form.done = true;
    });
  };

  render() {
    const { app } = this.props;
    const form = this.#form;
    const t = app.t as AccountWords & SignInWords;
    const { name } = app.portal!;
    const write = (): void => app.go({ name: "new" });
    if (form.done) {
      return (
        <Frame app={app} form={form} title={t.stopped} press={t.newTicket} onPress={write}>
          <p role="status">{t.stoppedText(name)}</p>
        </Frame>
      );
    }
    // Written to, the people of the desk can do the same.
    if (form.problem?.code === "link_expired") {
      return (
        <Frame app={app} form={{ ...form, problem: undefined }} title={t.linkOver} press={t.newTicket} onPress={write}>
          <p role="alert">{t.stopOver(name)}</p>
        </Frame>
      );
    }
    return (
      <Frame app={app} form={form} title={t.stopTitle} press={t.stopYes} onPress={this.#stop}>
        <p>{t.stopText(name)}</p>
      </Frame>
    );
  }
}
