import type { ComponentChildren, VNode } from "preact";
import { text } from "../../locales/text.ts";
import { hashOf } from "../../router.ts";
import { PageHead } from "../shell/page-head.tsx";

interface ListHeadProps {
  here: "customers" | "companies";
  project: string | undefined;
  actions: ComponentChildren;
  /** What narrows the list. */
  children: ComponentChildren;
}

/** The two lists of people, each one click from the other. */
export const ListHead = ({ here, project, actions, children }: ListHeadProps): VNode => {
  const people = project ? { project } : {};
  const places = {
    customers: hashOf({ page: "customers", customer: null, people }),
    companies: hashOf({ page: "companies", company: null, people }),
  };
  return (
    <div class="list-head">
      <PageHead title={text.people.tabs[here]}>{actions}</PageHead>
      <div class="people-tools">
        <nav class="segments" aria-label={text.people.title}>
          {(["customers", "companies"] as const).map((name) => (
            <a key={name} href={places[name]} {...(name === here && { "aria-current": "page" as const })}>
              {text.people.tabs[name]}
            </a>
          ))}
        </nav>
        {children}
      </div>
    </div>
  );
};
