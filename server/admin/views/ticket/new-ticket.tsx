import type { VNode } from "preact";
import type { TicketPriority } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { isDeskRead, projectOf, projects } from "../../state/desk.ts";
import { draftOf } from "../../state/drafts.ts";
import { findCustomers } from "../../state/people.ts";
import { createTicket, fillIn, form, formProblem } from "../../state/new-ticket.ts";
import { filter } from "../../state/place.ts";
import { isAdmin } from "../../state/session.ts";
import { longestBody } from "../../state/send.ts";
import { named } from "../../ui/choices/choice-list.tsx";
import { Select } from "../../ui/choices/select.tsx";
import { TextField } from "../../ui/field.tsx";
import { FileChooser, FileList, takesFiles } from "../../ui/files.tsx";
import { Picker } from "../../ui/picker.tsx";
import { fieldText } from "../../ui/problem-text.ts";
import { BackToList } from "./ticket-pane.tsx";

export function NewTicket(): VNode {
  return (
    <section class="pane new-ticket" aria-labelledby="new-ticket">
      <header class="ticket-head">
        <BackToList />
        <div class="ticket-title">
          <h1 id="new-ticket">{text.newTicket.title}</h1>
          <p class="quiet">{text.newTicket.lead}</p>
        </div>
      </header>
      {isDeskRead.value && projects.value.length === 0 ? <NoProject /> : <NewTicketForm />}
    </section>
  );
}

const NoProject = (): VNode => (
  <div class="empty">
    <p>{text.newTicket.noProject}</p>
    {isAdmin.value && (
      <a class="button" href="#settings">
        {text.settings.newProject}
      </a>
    )}
  </div>
);

function NewTicketForm(): VNode {
  const draft = draftOf("new");
  const filled = form.value;
  const project = projectOf(filled.project) ?? projectOf(filter.value.project) ?? projects.value[0];
  const problem = formProblem.value;
  const priorities: TicketPriority[] = ["urgent", "high", "normal", "low"];
  const set =
    (field: "name" | "email" | "subject") =>
    (value: string): void =>
      fillIn({ [field]: value });
  const submit = (event: Event): void => {
    event.preventDefault();
    if (project) void createTicket(project.id);
  };
  return (
    <form
      class="form pane-scroll"
      {...takesFiles(draft.files)}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
      }}
    >
      <div class="selects">
        <Select
          label={text.newTicket.project}
          value={project?.id ?? ""}
          choices={projects.value.map(named)}
          onValue={(id) => fillIn({ project: id, inbox: "", type: "", customer: null })}
        />
        <Select
          label={text.newTicket.inbox}
          value={filled.inbox || (project?.inboxes[0]?.id ?? "")}
          choices={(project?.inboxes ?? []).map(named)}
          onValue={(inbox) => fillIn({ inbox })}
        />
        <Select
          label={text.newTicket.priority}
          value={filled.priority}
          choices={priorities.map((value) => ({ value, label: text.priority[value] }))}
          onValue={(priority) => fillIn({ priority: priority as TicketPriority })}
        />
        <Select
          label={text.newTicket.type}
          value={filled.type}
          choices={[
            { value: "", label: text.newTicket.noType },
            ...(project?.types ?? []).map((type) => ({ value: type, label: type })),
          ]}
          onValue={(type) => fillIn({ type })}
        />
      </div>
      {project && (
        <Picker
          key={project.id}
          label={text.ticket.customer}
          hint={text.newTicket.customerHint}
          placeholder={text.people.search}
          value={filled.customer}
          problem={fieldText(problem, "customer")}
          search={findCustomers(project.id)}
          onPick={(customer) => fillIn({ customer })}
        />
      )}
      {!filled.customer && (
        <>
          <div class="pair">
            <TextField
              label={text.newTicket.name}
              maxLength={120}
              autocomplete="off"
              value={filled.name}
              onValue={set("name")}
              problem={fieldText(problem, "name")}
            />
            <TextField
              label={text.newTicket.email}
              type="email"
              autocomplete="off"
              value={filled.email}
              onValue={set("email")}
              problem={fieldText(problem, "email")}
            />
          </div>
          <p class="hint">{text.newTicket.emailHint}</p>
        </>
      )}
      <TextField
        label={text.newTicket.subject}
        maxLength={200}
        required
        autofocus
        autocomplete="off"
        value={filled.subject}
        onValue={set("subject")}
        problem={fieldText(problem, "subject")}
      />
      <TextField
        label={text.newTicket.body}
        rows={8}
        maxLength={longestBody}
        required
        value={draft.text.value}
        onValue={(value) => {
          draft.text.value = value;
        }}
        problem={fieldText(problem, "body")}
      />
      <FileList files={draft.files} />
      {draft.problem.value && (
        <p class="form-problem" role="alert">
          {draft.problem.value}
        </p>
      )}
      <div class="form-foot apart">
        <FileChooser files={draft.files} />
        <button class="button primary" disabled={draft.isSending.value || !project}>
          {draft.isSending.value ? text.newTicket.creating : text.newTicket.create}
        </button>
      </div>
    </form>
  );
}
