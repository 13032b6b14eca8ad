/** The account of who is signed in here: a row for each thing that can be changed, and the way out. */
import { Component } from "preact";
import type { AccountChange, AccountPatch, CodeChallenge, OwnProof } from "../../server/contract/index.ts";
import { ApiError } from "../api.ts";
import { words } from "../locales/en-account.ts";
import { words as signInWords } from "../locales/en-sign-in.ts";
import type { App } from "../state/app.ts";
import { Field } from "../ui/field.tsx";
import { asking, attempt, attemptCode } from "../sign-in/asking.ts";
import { CodeField } from "../sign-in/code-field.tsx";
import { enter } from "../state/enter.ts";
import { spokenOf } from "../state/spoken.ts";
import { languageName } from "../ui/language-name.ts";
import { Frame, Way } from "../sign-in/frame.tsx";
import { mailed } from "../sign-in/mailed.ts";

export { default as css } from "../sign-in/sign-in.css";
export { Stop } from "./stop.tsx";

type Part = "name" | "email" | "locale" | "password";

/** Characters of a password. */
const shortest = 8;

interface AccountProps {
  app: App;
}

class Account extends Component<AccountProps> {
  #form = asking(
    this.props.app,
    { name: "", email: "", locale: "", password: "", currentPassword: "", code: "" },
    {
      changing: undefined as Part | "proof" | "code" | "link-sent" | undefined,
      /** What is changed once the owner has shown that it is them. */
      wanted: "email" as Part,
      /** Of the code in the owner's own mailbox. */
      proof: "",
      /** Of the code in the new one. */
      challenge: "",
      /** Asked back, since something is not sent yet: whether all devices are meant. */
      leaving: undefined as boolean | undefined,
      saved: false,
    },
  );
  /** Whose row gets the focus back. */
  #left: Part | undefined;

  #open = (part: Part | undefined): void => {
    const form = this.#form;
    const { app } = this.props;
    const { name } = app.session.person()!;
    form.problem = undefined;
    Object.assign(form.fields, { name, locale: spokenOf(app), email: "", password: "", currentPassword: "", code: "" });
    this.#left = part ?? this.#left;
    form.changing = part;
    form.proof = "";
    form.saved = false;
  };

  #goBackTo = (row: HTMLElement | null): void => {
    row?.focus();
    if (row) this.#left = undefined;
  };

  /** A password is typed on a page of ours, and on others where the project lets people; else a code is asked for. */
  #takesPassword = (): boolean => {
    const { session, config, portal } = this.props.app;
    return !!session.person()!.hasPassword && (config.page !== undefined || portal!.passwordInWidget);
  };

  #save = (part: Part): Promise<void> => {
    const { app } = this.props;
    const form = this.#form;
    return attempt(app, form, async () => {
      const isGuarded = part === "email" || part === "password";
      if (!isGuarded) return this.#patch(part);
      const { currentPassword: password, code } = form.fields;
      // Said before a code is asked for.
      if (part === "password" && form.fields.password.length < shortest) {
        throw new ApiError(400, "fields_invalid", { password: "too_short" });
      }
      if (this.#takesPassword()) return this.#patch(part, { password });
      // One that was taken back to what was wrong with the rest is good still.
      if (form.proof && code) return this.#patch(part, { challenge: form.proof, code });
      const request = { body: { email: app.session.person()!.email }, token: app.session.token() };
      form.proof = (await app.api.ask<CodeChallenge>("/session/codes", request)).challenge;
      form.wanted = part;
      form.changing = "proof";
    });
  };

  #prove = (): Promise<void> => {
    const form = this.#form;
    return attemptCode(this.props.app, form, () =>
      this.#patch(form.wanted, { challenge: form.proof, code: form.fields.code }),
    );
  };

  async #patch(part: Part, proof?: OwnProof): Promise<void> {
    const { app } = this.props;
    const form = this.#form;
    const value = form.fields[part];
    const body: AccountPatch = { [part]: value, ...(proof && { proof }) };
    try {
      const request = { method: "PATCH", body, token: app.session.token() };
      const { challenge } = await app.api.ask<AccountChange>("/customer", request);
      await app.session.refresh();
      if (part === "locale") app.setLocale(value);
      form.proof = form.fields.code = "";
      form.challenge = challenge ?? "";
      form.changing = challenge ? "code" : undefined;
      form.saved = true;
    } catch (error) {
      // Said at the field it is about.
      if (proof && "password" in proof && (error as ApiError).code === "credentials_wrong") {
        throw new ApiError(401, "fields_invalid", { currentPassword: "not_allowed" });
      }
      if ((error as ApiError).fields?.[part]) form.changing = part;
      else if (form.changing !== "proof") form.proof = form.fields.code = "";
      throw error;
    }
  }

  #tryCode = (): Promise<void> => {
    const { app } = this.props;
    const form = this.#form;
    return attemptCode(app, form, async () => {
      try {
        await enter(app, "/session/codes/verify", { challenge: form.challenge, code: form.fields.code });
      } catch (error) {
        // Only now is it said that the address is somebody else's.
        if ((error as ApiError).fields["email"]) form.changing = "email";
        throw error;
      }
    });
  };

  #sendLink = (): Promise<void> => {
    const { app } = this.props;
    return attempt(app, this.#form, async () => {
      await app.api.ask("/password-links", { body: { email: app.session.person()!.email } });
      this.#form.changing = "link-sent";
    });
  };

  #leave = (all: boolean): void => {
    const { app } = this.props;
    if (app.unsent() && this.#form.leaving === undefined) this.#form.leaving = all;
    else void app.forget(all);
  };

  render() {
    const { app } = this.props;
    const form = this.#form;
    const t = words(app);
    const signIn = signInWords(app);
    const { name, email, hasPassword } = app.session.person()!;
    const { changing, leaving } = form;
    if (changing === "code") {
      return (
        <Frame {...this.#frame(t.newAddress)} press={t.save} onPress={this.#tryCode}>
          <p>{mailed(app, signIn.codeSent(form.fields.email))}</p>
          <CodeField app={app} form={form} label={signIn.code} onWhole={this.#tryCode} />
        </Frame>
      );
    }
    if (changing === "proof") {
      return (
        <Frame {...this.#frame(t.proveTitle)} press={t.next} onPress={this.#prove}>
          <p>{mailed(app, t.proveText(email!))}</p>
          <CodeField app={app} form={form} label={signIn.code} onWhole={this.#prove} />
        </Frame>
      );
    }
    if (changing === "link-sent") {
      return (
        <Frame {...this.#frame(signIn.lookIntoMails)} press={signIn.sendAgain} onPress={this.#sendLink}>
          <p role="status">{mailed(app, t.passwordLinkSent(email!))}</p>
        </Frame>
      );
    }
    if (changing) return this.#change(changing);
    const rows: [part: Part, label: string, value: string][] = [["name", t.name, name]];
    // Whom only their own site knows has nothing here to show who they are by.
    if (email || hasPassword) {
      rows.push(["email", t.email, email ?? ""]);
      rows.push(["password", signIn.password, hasPassword ? t.passwordIsSet : t.passwordIsNot]);
    }
    if (app.portal!.locales.length > 1) rows.push(["locale", t.language, languageName(spokenOf(app))]);
    return (
      <section class="way-in">
        <h2>{t.account}</h2>
        {form.saved && <p role="status">{t.saved}</p>}
        <ul class="tickets">
          {rows.map(([part, label, value]) => (
            <li key={part}>
              <button
                type="button"
                class="ticket line"
                ref={this.#left === part ? this.#goBackTo : null}
                onClick={() => this.#open(part)}
              >
                <span class="grow">
                  <small>{label}</small>
                  <bdi>{value}</bdi>
                </span>
                <span class="text">{t.change}</span>
              </button>
            </li>
          ))}
        </ul>
        {leaving === undefined ? (
          <div class="actions">
            <Way press={() => this.#leave(false)}>{t.signOut}</Way>
            <Way press={() => this.#leave(true)}>{t.signOutAll}</Way>
          </div>
        ) : (
          <div class="notice" role="alert">
            <p>{t.signOutUnsent}</p>
            <div class="actions">
              <button type="button" class="main danger" onClick={() => this.#leave(leaving)}>
                {leaving ? t.signOutAll : t.signOut}
              </button>
              <Way press={() => (form.leaving = undefined)}>{t.cancel}</Way>
            </div>
          </div>
        )}
      </section>
    );
  }

  #frame(title: string) {
    const { app } = this.props;
    const { cancel } = words(app);
    const ways = <Way press={() => this.#open(undefined)}>{cancel}</Way>;
    const form = this.#form;
    // Each step begins in its own first field.
    return { key: form.changing, app, form, moved: true, title, ways };
  }

  #change(part: Part) {
    const { app } = this.props;
    const form = this.#form;
    const t = words(app);
    const signIn = signInWords(app);
    const { email } = app.session.person()!;
    const save = (): Promise<void> => this.#save(part);
    const field = { app, form };
    const current = this.#takesPassword() && (
      <Field
        {...field}
        name="currentPassword"
        label={t.currentPassword}
        type="password"
        autocomplete="current-password"
        wrong={t.currentWrong}
      />
    );
    switch (part) {
      case "name":
        return (
          <Frame {...this.#frame(t.name)} press={t.save} onPress={save}>
            <Field {...field} name={part} max={120} autocomplete="name" />
          </Frame>
        );
      case "locale":
        return (
          <Frame {...this.#frame(t.language)} press={t.save} onPress={save}>
            <Field {...field} name={part} label={t.language}>
              {app.portal!.locales.map((tag) => (
                <option key={tag} value={tag}>
                  {languageName(tag)}
                </option>
              ))}
            </Field>
          </Frame>
        );
      case "email":
        return (
          <Frame {...this.#frame(t.newAddress)} press={signIn.sendCode} onPress={save}>
            <Field
              {...field}
              name={part}
              label={t.newAddress}
              type="email"
              autocomplete="email"
              hint={t.newAddressHint}
              wrong={form.problem?.fields["email"] === "taken" ? t.taken : undefined}
            />
            {current}
          </Frame>
        );
      case "password":
        // On a site's page every script could read along: chosen on a page of ours.
        if (app.config.page === undefined) {
          return (
            <Frame {...this.#frame(signIn.password)} press={t.sendLink} onPress={this.#sendLink}>
              <p>{mailed(app, t.passwordByLink(email ?? ""))}</p>
            </Frame>
          );
        }
        return (
          <Frame {...this.#frame(signIn.password)} press={t.save} onPress={save}>
            {current}
            <Field
              {...field}
              name={part}
              label={t.chosenPassword}
              type="password"
              autocomplete="new-password"
              hint={t.chosenPasswordHint}
              wrong={(signIn.passwordProblems as Record<string, string>)[form.problem?.fields["password"] ?? ""]}
            />
          </Frame>
        );
    }
  }
}

export { Account as View };
