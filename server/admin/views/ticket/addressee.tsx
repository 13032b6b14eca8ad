import type { VNode } from "preact";
import { text } from "../../locales/text.ts";
import { addresseeLeft, addresseeOf, readAddressee, writeFor } from "../../state/addressee.ts";
import { form, isFor, typedTo } from "../../state/new-ticket.ts";
import { findCustomers, type CustomerPick } from "../../state/find-people.ts";
import { Picker } from "../../ui/picker.tsx";

/** One field for whoever it is for: a known person by a piece of their name, or any address. */
export function Addressee({ project, problem }: { project: string | undefined; problem: string | null }): VNode {
  const { customer, name, email } = form.value;
  const isNamed = isFor(form.value);
  return (
    <Picker<CustomerPick>
      label={text.newTicket.to}
      hint={hint()}
      placeholder={text.newTicket.toPlaceholder}
      maxLength={320}
      autofocus={!isNamed}
      typed={typedTo}
      value={customer ?? (isNamed ? { id: "", name: email && name ? `${name} <${email}>` : email || name } : null)}
      problem={problem}
      search={findCustomers(project)}
      create={{
        label: (typed) =>
          readAddressee(typed).email ? text.newTicket.useAddress(typed) : text.newTicket.withoutAddress(typed),
        make: addresseeOf(project),
      }}
      onLeave={addresseeLeft(project)}
      onPick={writeFor}
    />
  );
}

/** What they will learn of it: nothing of this form is mailed. */
function hint(): string {
  const { customer, email, name } = form.value;
  if (customer) return text.newTicket.toKnown(customer.detail ?? "");
  if (email) return text.newTicket.toAddress;
  return name ? text.newTicket.toName : text.newTicket.toNobody;
}
