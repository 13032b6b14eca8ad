/** What home shows to who is signed in: whose account this is, and tickets that may be theirs too. */
import { Component } from "preact";
import type { Claim, Claims as Asked } from "../../server/contract/index.ts";
import { words } from "../locales/en-person.ts";
import type { App } from "../state/app.ts";
import { Icon } from "../ui/icon.tsx";
import { Time } from "../ui/time.tsx";

export { default as css } from "./person.css";

/** The hosted portal says so in its head. */
export function Person({ app }: { app: App }) {
  if (app.config.page !== undefined) return null;
  const { name, email } = app.session.person()!;
  return (
    <div class="tickets">
      <button type="button" class="ticket line" onClick={() => app.go({ name: "sign-in" })}>
        <span class="grow">
          <bdi>{name || email}</bdi>
          <small>{name && email ? <bdi>{email}</bdi> : words(app).yourAccount}</small>
        </span>
        <Icon name="next" />
      </button>
    </div>
  );
}

export class Claims extends Component<{ app: App }> {
  #asked = this.props.app.observed<Pick<Asked, "items" | "browser">>({ items: [] });

  override componentDidMount(): void {
    const { app } = this.props;
    app.api
      .ask<Asked>("/claims", { token: app.session.token() })
      .then((asked) => Object.assign(this.#asked, asked), app.refused);
  }

  #decide = async (which: string, mine: boolean): Promise<boolean> => {
    const { app } = this.props;
    try {
      await app.api.ask(`/claims/${which}`, { body: { mine }, token: app.session.token() });
      return true;
    } catch (error) {
      app.announced = app.t.loadProblem;
      app.refused(error);
      return false;
    }
  };

  #decideOne = async ({ id }: Claim, mine: boolean): Promise<void> => {
    if (!(await this.#decide(id, mine))) return;
    this.#asked.items = this.#asked.items.filter((claim) => claim.id !== id);
    if (mine) await this.props.app.tickets.load();
  };

  #decideBrowser = async (mine: boolean): Promise<void> => {
    if (!(await this.#decide("browser", mine))) return;
    this.#asked.browser = undefined;
    if (!mine) return;
    const { app } = this.props;
    app.session.kept.write({ before: undefined });
    // What was being written here before comes back into sight, and what waits to be sent goes out as theirs.
    app.become("");
    app.become(app.session.person()!.id);
    app.sendLeft();
    await app.load();
  };

  render() {
    const { app } = this.props;
    const t = words(app);
    const { browser } = this.#asked;
    const { email, name } = app.session.person()!;
    const items = this.#asked.items.filter(({ fromBrowser }) => !fromBrowser);
    const answers = (decide: (mine: boolean) => unknown) => (
      <p class="line">
        <button type="button" class="text" onClick={() => decide(true)}>
          {t.claimYes}
        </button>
        <button type="button" class="text quiet" onClick={() => decide(false)}>
          {t.claimNo}
        </button>
      </p>
    );
    return (
      <>
        {browser && (
          <div class="notice claims" role="group" aria-labelledby="from-browser">
            <p id="from-browser">{t.fromBrowser(browser.count, email ?? name)}</p>
            <p class="quiet">{t.fromBrowserHint}</p>
            {answers(this.#decideBrowser)}
          </div>
        )}
        {items.length > 0 && (
          <div class="claims" role="group" aria-labelledby="claims">
            <h3 id="claims">{t.claimTitle}</h3>
            {items.map((claim) => (
              <div key={claim.id} class="notice">
                <p class="line">
                  <bdi class="subject">{claim.subject}</bdi>
                  <Time iso={claim.createdAt} locale={app.locale} />
                </p>
                {answers((mine) => this.#decideOne(claim, mine))}
              </div>
            ))}
          </div>
        )}
      </>
    );
  }
}
