/** The pictures of a thread, large, one at a time. A part of its own, fetched when the first one is pressed. */
import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { text } from "../../locales/text.ts";
import { addStyles } from "../../styles/apply.ts";
import styles from "../../styles/light-box.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { NotRead } from "../../ui/not-read.tsx";
import { Patient } from "../../ui/patient.tsx";
import { here, isShown, type Thread } from "./attachments.tsx";

addStyles(document, styles);

const words = text.letter.pictures;

interface LightBoxProps {
  /** Read at each drawing, so that what arrives meanwhile is among the pictures. */
  thread: Thread;
  /** Of the picture that was pressed. */
  id: string;
  onClose: () => void;
}

export function LightBox({ thread, id, onClose }: LightBoxProps): VNode | null {
  const shown = useSignal(id);
  const pictures = thread().flatMap(({ attachments }) => attachments.filter(isShown));
  // One that a thread read anew does not have any more makes way for the first, or pressing it again would open nothing.
  const at = Math.max(
    0,
    pictures.findIndex((one) => one.id === shown.value),
  );
  const file = pictures[at];
  const hasOthers = pictures.length > 1;
  // From the last to the first: a button that went out of use at the end would lose the focus.
  const go = (by: number): void => {
    shown.value = pictures.at((at + by) % pictures.length)!.id;
  };
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { key, altKey, ctrlKey, metaKey } = event;
      if (!/^Arrow(Left|Right)$/.test(key) || altKey || ctrlKey || metaKey) return;
      event.preventDefault();
      const isRtl = getComputedStyle(document.body).direction === "rtl";
      go(key === (isRtl ? "ArrowLeft" : "ArrowRight") ? 1 : -1);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  });
  if (!file) return null;
  return (
    <Dialog
      class="light-box"
      title={
        <span role="status">
          <bdi class="clip">{file.name}</bdi>
          {hasOthers && <span class="hint">{words.at(at + 1, pictures.length)}</span>}
        </span>
      }
      beside={
        <a class="button" href={here(file)} download={file.name}>
          <Icon name="download" />
          {words.download}
        </a>
      }
      onClose={onClose}
    >
      <Large key={file.id} name={file.name} address={here(file)} onLeave={onClose} />
      {hasOthers && (
        <>
          <button type="button" class="icon-button before" aria-label={words.previous} onClick={() => go(-1)}>
            <Icon name="right" />
          </button>
          <button type="button" class="icon-button after" aria-label={words.next} onClick={() => go(1)}>
            <Icon name="right" />
          </button>
        </>
      )}
    </Dialog>
  );
}

function Large({ name, address, onLeave }: { name: string; address: string; onLeave: () => void }): VNode {
  const ground = useRef<HTMLDivElement>(null);
  const state = useSignal<"read" | "reading" | "failed">("reading");
  return (
    <div
      ref={ground}
      class="ground"
      onClick={(event) => {
        if (event.target === event.currentTarget) onLeave();
      }}
    >
      {state.value === "failed" ? (
        <NotRead
          why={text.notRead}
          again={() => {
            // The button goes, and the focus with it.
            ground.current!.closest("dialog")!.focus();
            state.value = "reading";
          }}
        />
      ) : (
        <img
          src={address}
          alt={name}
          onLoad={() => {
            state.value = "read";
          }}
          onError={() => {
            state.value = "failed";
          }}
        />
      )}
      {state.value === "reading" && (
        <Patient>
          <p class="hint" role="status">
            {text.loading}
          </p>
        </Patient>
      )}
    </div>
  );
}
