import type { VNode } from "preact";
import { text } from "../../locales/text.ts";
import { mailIsSent } from "../../state/session.ts";
import { shownLink } from "../../state/staff.ts";
import { ShownOnce } from "../../ui/shown-once.tsx";

export const LinkDialog = ({ name, email, link }: { name: string; email: string; link: string }): VNode => (
  <ShownOnce
    title={text.staff.linkTitle(name)}
    lead={mailIsSent.value ? text.staff.linkMailed(email) : text.staff.linkKept}
    label={text.staff.link}
    value={link}
    copy={text.staff.copyLink}
    done={text.close}
    isReplaceable
    onDone={() => {
      shownLink.value = null;
    }}
  />
);
