/** Signs of Markdown by a press or a key, for the one large field of a form. A part of its own, fetched with the field. */
import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { type Format, formatOfKey, formatted } from "../../../notation/format.ts";
import { text } from "../../locales/text.ts";
import { addStyles } from "../../styles/apply.ts";
import styles from "../../styles/formatting.css";
import { Icon } from "../../ui/icon.tsx";
import { isOfInputMethod } from "../../ui/input-method.ts";
import { commandKey, isMac } from "../../ui/key-names.ts";

addStyles(document, styles);

const formats: [format: Format, shown: () => VNode | string, key?: string][] = [
  ["bold", () => <b>B</b>, "B"],
  ["italic", () => <i>I</i>, "I"],
  ["code", () => "</>"],
  ["link", () => <Icon name="link" size={16} />, "K"],
];

export function Formatting(): VNode {
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const form = bar.current!.closest("form")!;
    const onKeyDown = (event: KeyboardEvent): void => {
      const format = !isOfInputMethod(event) && formatOfKey(event, isMac);
      if (!format || !(event.target instanceof HTMLTextAreaElement)) return;
      event.preventDefault();
      write(event.target, format);
    };
    form.addEventListener("keydown", onKeyDown);
    return () => form.removeEventListener("keydown", onKeyDown);
  }, []);
  return (
    <div ref={bar} class="formatting" role="toolbar" aria-label={text.composer.formatting} onKeyDown={walk}>
      {formats.map(([format, shown, key], place) => (
        <button
          key={format}
          type="button"
          class="icon-button"
          // One stop on the way by Tab; the arrows go from one to the next.
          tabIndex={place === 0 ? 0 : -1}
          aria-label={text.composer[format]}
          aria-keyshortcuts={key && `${isMac ? "Meta" : "Control"}+${key}`}
          title={key ? `${text.composer[format]} (${commandKey} ${key})` : text.composer[format]}
          // The field keeps what is selected in it.
          onMouseDown={(event) => event.preventDefault()}
          onClick={(event) => write(event.currentTarget.form!.querySelector("textarea")!, format)}
        >
          {shown()}
        </button>
      ))}
    </div>
  );
}

/** Into the field as if typed, so that the browser's own undo takes it back. */
function write(field: HTMLTextAreaElement, format: Format): void {
  if (field.readOnly) return;
  const { from, to, insert, start, end } = formatted(field.value, field.selectionStart, field.selectionEnd, format);
  // The browser would cut what has no room, which may be words.
  if (field.maxLength >= 0 && field.value.length - (to - from) + insert.length > field.maxLength) return;
  field.focus();
  field.setSelectionRange(from, to);
  // There is no newer way that the undo of a text field knows of. Nothing is inserted by nobody but Chrome.
  if (from < to || insert !== "") document.execCommand(insert === "" ? "delete" : "insertText", false, insert);
  field.setSelectionRange(start, end);
}

function walk(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const here = buttons.indexOf(event.target as HTMLButtonElement);
  const isRtl = getComputedStyle(event.currentTarget).direction === "rtl";
  const steps: Record<string, number> = {
    ArrowRight: isRtl ? -1 : 1,
    ArrowLeft: isRtl ? 1 : -1,
    Home: -here,
    End: -1 - here,
  };
  const step = steps[event.key];
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const next = buttons.at((here + step) % buttons.length)!;
  for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
  next.focus();
}
