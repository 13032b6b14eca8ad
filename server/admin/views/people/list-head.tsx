import type { ComponentChildren, VNode } from "preact";
import { text } from "../../locales/text.ts";
import { hashOf } from "../../router.ts";
import { MenuButton } from "../shell/menu-button.tsx";

/** The two lists of people, each one click from the other. */
export const ListHead = ({
  here,
  project,
  children,
}: {
  here: "customers" | "companies";
  project: string | undefined;
  children: ComponentChildren;
}): VNode => {
  const people = project ? { project } : {};
  const places = {
    customers: hashOf({ page: "customers", customer: null, people }),
    companies: hashOf({ page: "companies", company: null, people }),
  };
  return (
    <header class="people-head">
      <MenuButton />
      <h1 class="visually-hidden">{text.people.tabs[here]}</h1>
      <nav class="segments" aria-label={text.people.title}>
        {(["customers", "companies"] as const).map((name) => (
          <a key={name} href={places[name]} {...(name === here && { "aria-current": "page" as const })}>
            {text.people.tabs[name]}
          </a>
        ))}
      </nav>
      {children}
    </header>
  );
};
