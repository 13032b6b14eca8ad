/** What home shows to who is signed in: whose account this is, and tickets that may be theirs too. */
import { Component } from "preact";
import type { Claim } from "../../server/contract/index.ts";
import type { PersonWords } from "../locales/en-person.ts";
import type { App } from "../state/app.ts";
import { Icon } from "../ui/icon.tsx";
import { Time } from "../ui/time.tsx";

export { words } from "../locales/en-person.ts";
export { default as css } from "./person.css";

export function Person({ app }: { app: App }) {
  const { name, email } = app.session.person()!;
  return (
    <div class="tickets">
      <button type="button" class="ticket line" onClick={() => app.go({ name: "sign-in" })}>
        <span class="grow">
          <bdi>{name || email}</bdi>
          <small>{name && email ? <bdi>{email}</bdi> : (app.t as PersonWords).yourAccount}</small>
        </span>
        <Icon name="next" />
      </button>
    </div>
  );
}

export class Claims extends Component<{ app: App }> {
  #asked = this.props.app.observed({ items: [] as readonly Claim[] });

  override componentDidMount(): void {
    const { app } = this.props;
    app.api
      .ask<{ items: Claim[] }>("/claims", { token: app.session.token() })
      .then(({ items }) => (this.#asked.items = items), app.refused);
  }

  #decide = async ({ id }: Claim, mine: boolean): Promise<void> => {
    const { app } = this.props;
    try {
      await app.api.ask(`/claims/${id}`, { body: { mine }, token: app.session.token() });
      this.#asked.items = this.#asked.items.filter((claim) => claim.id !== id);
      if (mine) await app.tickets.load();
    } catch (error) {
      app.announced = app.t.loadProblem;
      app.refused(error);
    }
  };

  render() {
    const { app } = this.props;
    const t = app.t as PersonWords;
    const { items } = this.#asked;
    return (
      items.length > 0 && (
        <div class="claims" role="group" aria-labelledby="claims">
          <h3 id="claims">{t.claimTitle}</h3>
          {items.map((claim) => (
            <div key={claim.id} class="notice">
              <p class="line">
                <bdi class="subject">{claim.subject}</bdi>
                <Time iso={claim.createdAt} locale={app.locale} />
              </p>
              <p class="line">
                <button type="button" class="text" onClick={() => this.#decide(claim, true)}>
                  {t.claimYes}
                </button>
                <button type="button" class="text quiet" onClick={() => this.#decide(claim, false)}>
                  {t.claimNo}
                </button>
              </p>
            </div>
          ))}
        </div>
      )
    );
  }
}
