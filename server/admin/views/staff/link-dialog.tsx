import type { VNode } from "preact";
import { text } from "../../locales/text.ts";
import { mailIsSent } from "../../state/session.ts";
import { shownLink } from "../../state/staff.ts";
import { SecretDialog, SecretField } from "../../ui/secret-dialog.tsx";

export const LinkDialog = ({ name, email, link }: { name: string; email: string; link: string }): VNode => (
  <SecretDialog
    title={text.staff.linkTitle(name)}
    lead={mailIsSent.value ? text.staff.linkMailed(email) : text.staff.linkKept}
    copy={{ label: text.staff.copyLink, value: link }}
    done={text.close}
    isReplaceable
    onDone={() => {
      shownLink.value = null;
    }}
  >
    <SecretField label={text.staff.link} value={link} />
  </SecretDialog>
);
