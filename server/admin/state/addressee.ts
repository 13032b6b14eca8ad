/** Who a new ticket is for: somebody known, an address that nobody here knows, or only a name. */
import { asProblem } from "../problem.ts";
import { fillIn, form, typedTo, type NewTicketForm } from "./new-ticket.ts";
import { findCustomers, type CustomerPick } from "./find-people.ts";

/** As people write it, and as mail programs copy it: "ada@example.com", "Ada Berg <ada@example.com>". */
const written = /^(?:(.*?)\s*<)?([^\s@<>]+@[^\s@<>]+\.[^\s@<>]+)>?$/;

export function readAddressee(typed: string): Pick<NewTicketForm, "name" | "email"> {
  const [, name = "", email] = written.exec(typed.trim()) ?? [];
  return email ? { name, email } : { name: typed.trim(), email: "" };
}

const newPerson = (typed: string): CustomerPick => ({ id: "", name: typed, project: "" });

/** Somebody who has the address already, where there is no doubt who; else somebody new. */
export const addresseeOf =
  (project: string | undefined) =>
  async (typed: string): Promise<CustomerPick> => {
    const { email } = readAddressee(typed);
    if (!email) return newPerson(typed);
    try {
      const known = (await findCustomers(project)(email)).filter(
        ({ detail }) => detail?.toLowerCase() === email.toLowerCase(),
      );
      return known.length === 1 ? known[0]! : newPerson(typed);
    } catch (problem) {
      // The ticket can be written all the same; the desk knows them by their address later.
      asProblem(problem);
      return newPerson(typed);
    }
  };

/** A whole address needs no choice; half a name is nobody. */
export const addresseeLeft =
  (project: string | undefined) =>
  (typed: string): Promise<CustomerPick> | null =>
    readAddressee(typed).email ? addresseeOf(project)(typed) : null;

/** Before the form is sent: an address that still stands in the field as it was typed. */
export async function settleAddressee(project: string | undefined): Promise<void> {
  const typed = typedTo.peek();
  const person = typed && addresseeLeft(project)(typed);
  if (!person) return;
  writeFor(await person);
  if (typedTo.peek() === typed) typedTo.value = null;
}

/** The project follows the person, who belongs to one. */
export function writeFor(picked: CustomerPick | null): void {
  if (!picked) fillIn({ customer: null, name: "", email: "" });
  else if (!picked.id) fillIn({ customer: null, ...readAddressee(picked.name) });
  else {
    const isElsewhere = picked.project !== form.peek().project;
    fillIn({
      customer: picked,
      name: "",
      email: "",
      ...(isElsewhere && { project: picked.project, inbox: "", type: "" }),
    });
  }
}
