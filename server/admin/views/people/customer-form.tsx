import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import type { CustomerPatch, CustomerProfile } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { findCompanies, makeCompany } from "../../state/find-people.ts";
import { saveCustomer } from "../../state/person.ts";
import { TextField } from "../../ui/field.tsx";
import { Picker, type Pick } from "../../ui/picker.tsx";
import { fieldText } from "../../ui/problem-text.ts";
import { SaveForm } from "../../ui/save-form.tsx";

const fields = ["name", "email", "externalId", "locale"] as const;
type Written = Record<(typeof fields)[number], string>;

const writtenIn = (customer: CustomerProfile): Written => ({
  name: customer.name,
  email: customer.email ?? "",
  externalId: customer.externalId ?? "",
  locale: customer.locale ?? "",
});

/** Holds only what was typed: what else changes about the customer meanwhile is not written back over it. */
export function CustomerForm({ customer }: { customer: CustomerProfile }): VNode {
  const written = useSignal<Partial<Written>>({});
  const moved = useSignal<Pick | null | undefined>(undefined);
  const before = writtenIn(customer);
  const company = moved.value === undefined ? customer.company : moved.value;
  const changed = fields.filter((name) => (written.value[name]?.trim() ?? before[name]) !== before[name]);
  const isMoved = company?.id !== customer.company?.id;
  const save = async (): Promise<void> => {
    const sent = written.peek();
    const values = Object.fromEntries(changed.map((name) => [name, sent[name]?.trim() || null]));
    const patch: CustomerPatch = { ...values, ...(isMoved && { company: company?.id ?? null }) };
    await saveCustomer(customer.id, patch);
    // What was typed while it was on its way is to be saved yet.
    const typed = Object.entries(written.peek()) as [keyof Written, string][];
    written.value = Object.fromEntries(typed.filter(([name, value]) => value !== sent[name]));
    if (isMoved) moved.value = undefined;
  };
  const field = (name: keyof Written): { value: string; onValue: (value: string) => void; autocomplete: "off" } => ({
    value: written.value[name] ?? before[name],
    autocomplete: "off",
    onValue: (value) => {
      written.value = { ...written.peek(), [name]: value };
    },
  });
  return (
    <section class="card" aria-label={text.person.details}>
      <SaveForm isChanged={changed.length > 0 || isMoved} save={save}>
        {(problem) => (
          <>
            <TextField
              label={text.people.name}
              maxLength={120}
              required
              problem={fieldText(problem, "name")}
              {...field("name")}
            />
            <TextField
              label={text.people.email}
              type="email"
              hint={changed.includes("email") && before.email ? text.person.emailChanges : text.people.emailHint}
              required={customer.email !== null}
              problem={fieldText(problem, "email")}
              {...field("email")}
            />
            <Picker
              label={text.people.company}
              placeholder={text.people.noCompany}
              value={company}
              problem={fieldText(problem, "company")}
              search={findCompanies(customer.project.id)}
              create={{ label: text.people.createCompany, make: makeCompany(customer.project.id) }}
              onPick={(picked) => {
                moved.value = picked;
              }}
            />
            <div class="pair">
              <TextField
                label={text.person.externalId}
                maxLength={200}
                problem={fieldText(problem, "externalId")}
                {...field("externalId")}
              />
              <TextField
                label={text.person.locale}
                hint={text.person.localeHint}
                maxLength={35}
                problem={fieldText(problem, "locale")}
                {...field("locale")}
              />
            </div>
          </>
        )}
      </SaveForm>
    </section>
  );
}
