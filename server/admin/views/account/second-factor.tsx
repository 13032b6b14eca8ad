import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import type { TotpSetup } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { beginTotp, confirmTotp, endTotp } from "../../state/account.ts";
import { session } from "../../state/session.ts";
import { bound, TextField } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { SecretDialog } from "../../ui/secret-dialog.tsx";
import { QrCode } from "./qr-code.tsx";

export function SecondFactor(): VNode {
  const setup = useSignal<TotpSetup | null>(null);
  const codes = useSignal<readonly string[] | null>(null);
  const isAsked = useSignal(false);
  const isOn = session.value?.hasTotp === true;
  return (
    <section class="card" aria-label={text.account.totp}>
      <header class="settings-head">
        <h2>{text.account.totp}</h2>
        <button
          type="button"
          class="button"
          onClick={() => {
            isAsked.value = true;
          }}
        >
          {isOn ? text.account.turnOff : text.account.turnOn}
        </button>
      </header>
      <p class={isOn ? "proof" : "hint"}>
        {isOn && <Icon name="check" size={16} />}
        {isOn ? text.account.totpOn : text.account.totpOff}
      </p>
      {setup.value && !isAsked.value && (
        <TurnOn
          setup={setup.value}
          onClose={() => {
            setup.value = null;
          }}
          onCodes={(shown) => {
            codes.value = shown;
          }}
        />
      )}
      {codes.value && (
        <RecoveryCodes
          codes={codes.value}
          onClose={() => {
            codes.value = null;
          }}
        />
      )}
      {isAsked.value && (
        <AskPassword
          isDanger={isOn}
          act={async (password) => {
            if (isOn) await endTotp(password);
            else setup.value = await beginTotp(password);
          }}
          onClose={() => {
            isAsked.value = false;
          }}
        />
      )}
    </section>
  );
}

interface TurnOnProps {
  setup: TotpSetup;
  onClose: () => void;
  onCodes: (codes: readonly string[]) => void;
}

function TurnOn({ setup, onClose, onCodes }: TurnOnProps): VNode {
  const code = useSignal("");
  return (
    <FormDialog
      title={text.account.totp}
      confirm={text.account.turnOn}
      onClose={onClose}
      act={async () => onCodes(await confirmTotp(code.peek()))}
    >
      {() => (
        <>
          <p>{text.account.scan}</p>
          <QrCode rows={setup.qr} label={text.account.qr} />
          <p class="hint">
            {text.account.noCamera}{" "}
            <code dir="ltr" class="secret-key">
              {setup.secret.match(/.{1,4}/g)?.join(" ")}
            </code>
          </p>
          <TextField
            label={text.doors.code}
            autocomplete="one-time-code"
            maxLength={10}
            required
            autofocus
            {...bound(code)}
          />
        </>
      )}
    </FormDialog>
  );
}

function RecoveryCodes({ codes, onClose }: { codes: readonly string[]; onClose: () => void }): VNode {
  const written = codes.join("\n");
  return (
    <SecretDialog
      title={text.account.codesTitle}
      lead={text.account.codesLead}
      copy={{ label: text.account.copyCodes, value: written }}
      done={text.account.codesKept}
      onDone={onClose}
      ways={
        <button type="button" class="button" onClick={() => download(text.account.codesFile, written)}>
          {text.account.downloadCodes}
        </button>
      }
    >
      <ul class="recovery-codes">
        {codes.map((one) => (
          <li key={one}>
            <code dir="ltr">{one}</code>
          </li>
        ))}
      </ul>
    </SecretDialog>
  );
}

function download(name: string, written: string): void {
  const url = URL.createObjectURL(new Blob([`${written}\n`], { type: "text/plain" }));
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  // The browser reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

interface AskProps {
  /** The factor goes off; else it is set up. */
  isDanger: boolean;
  act: (password: string) => Promise<void>;
  onClose: () => void;
}

/** A browser left open is enough for neither. */
function AskPassword({ isDanger, act, onClose }: AskProps): VNode {
  const password = useSignal("");
  return (
    <FormDialog
      title={text.account.totp}
      confirm={isDanger ? text.account.turnOff : text.account.goOn}
      isDanger={isDanger}
      onClose={onClose}
      act={() => act(password.peek())}
      explain={({ code }) => (code === "credentials_wrong" ? text.account.currentWrong : undefined)}
    >
      {() => (
        <TextField
          label={text.account.current}
          type="password"
          autocomplete="current-password"
          required
          autofocus
          {...bound(password)}
        />
      )}
    </FormDialog>
  );
}
