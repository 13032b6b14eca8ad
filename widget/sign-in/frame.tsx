/** What all these screens have in common: a title, what is wrong, the one thing to press, and quieter ways on. */
import { Component, type ComponentChildren } from "preact";
import type { Language } from "../state/language.ts";
import type { Asking } from "./asking.ts";
import { Refusal } from "./refusal.tsx";

interface FrameProps {
  app: Language;
  form: Asking;
  /** Somebody came here by pressing something, and finds themselves in the first field. */
  moved?: boolean;
  title: string;
  /** Of the one button. */
  press: string;
  onPress: () => unknown;
  /** Under the button. */
  ways?: ComponentChildren;
  children?: ComponentChildren;
}

export class Frame extends Component<FrameProps> {
  #form: HTMLFormElement | null = null;
  #problem: unknown;

  override componentDidMount(): void {
    if (this.props.moved) this.#goToFirst();
  }

  override componentDidUpdate(): void {
    const { problem } = this.props.form;
    if (problem && problem !== this.#problem) this.#goToFirst();
    this.#problem = problem;
  }

  #goToFirst(): void {
    const form = this.#form!;
    // Where there is nothing to fill in, the title: the row that was pressed is gone, and the focus with it.
    const first =
      form.querySelector<HTMLInputElement>("[aria-invalid=true]") ??
      form.querySelector<HTMLInputElement>("input, select") ??
      form.querySelector<HTMLInputElement>("h2")!;
    first.focus();
    first.select?.();
  }

  render() {
    const { app, form, title, press, onPress, ways, children } = this.props;
    return (
      <form
        class="way-in"
        noValidate
        ref={(element) => void (this.#form = element)}
        onSubmit={(event) => {
          event.preventDefault();
          onPress();
        }}
      >
        <h2 tabIndex={-1}>{title}</h2>
        {children}
        <Refusal app={app} error={form.problem} />
        {/* Not disabled: that would take the focus away from whoever pressed it. */}
        <button class="main" aria-busy={form.busy}>
          {press}
        </button>
        {ways}
      </form>
    );
  }
}

export const Way = ({ press, children }: { press: () => unknown; children: string }) => (
  <button type="button" class="text" onClick={press}>
    {children}
  </button>
);
