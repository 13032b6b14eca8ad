import type { ComponentChildren, VNode } from "preact";
import { text } from "../../locales/text.ts";
import { listHash } from "../../state/place.ts";
import { isAdmin } from "../../state/session.ts";
import { PageHead } from "./page-head.tsx";

interface AdminsOnlyProps {
  title: string;
  /** Who it is for, said to everybody else. */
  sentence: string;
  children: ComponentChildren;
}

/** What agents are told about and led away from; the desk refuses them anyway. */
export const AdminsOnly = ({ title, sentence, children }: AdminsOnlyProps): VNode =>
  isAdmin.value ? (
    <>{children}</>
  ) : (
    <>
      <PageHead title={title} />
      <div class="empty">
        <p>{sentence}</p>
        <a class="button" href={listHash()}>
          {text.toTickets}
        </a>
      </div>
    </>
  );
