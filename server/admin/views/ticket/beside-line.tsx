import type { VNode } from "preact";
import type { StaffTicket } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { Icon } from "../../ui/icon.tsx";

/** Mails that name this ticket and come from somebody else: staff say whether they belong here. */
export const BesideLine = ({ parked = [] }: Pick<StaffTicket, "parked">): VNode => (
  <>
    {parked.map(({ id, from }) => (
      <div class="held-line" key={id}>
        <Icon name="mail" />
        <div>
          <strong>{text.mail.beside(from)}</strong>
        </div>
        <a class="button" href={`#mail/${id}`}>
          {text.mail.look}
        </a>
      </div>
    ))}
  </>
);
