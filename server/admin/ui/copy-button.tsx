import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { text } from "../locales/text.ts";
import { notify, say } from "../state/notices.ts";
import { Icon } from "./icon.tsx";

interface CopyButtonProps {
  label: string;
  value: string;
  /** What is to be done first. */
  isPrimary?: boolean;
  onCopied?: () => void;
}

export function CopyButton({ label, value, isPrimary, onCopied }: CopyButtonProps): VNode {
  const isCopied = useSignal(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(value);
    } catch {
      notify("failed", text.notCopied);
      return;
    }
    isCopied.value = true;
    onCopied?.();
    say(text.copied);
    setTimeout(() => {
      isCopied.value = false;
    }, 2_000);
  };
  return (
    <button type="button" class={isPrimary ? "button primary" : "button"} onClick={() => void copy()}>
      <Icon name={isCopied.value ? "check" : "copy"} />
      {isCopied.value ? text.copied : label}
    </button>
  );
}
