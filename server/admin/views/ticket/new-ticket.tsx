import type { VNode } from "preact";
import type { TicketPriority } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { settleAddressee } from "../../state/addressee.ts";
import { isDeskRead, projects } from "../../state/desk.ts";
import { draftOf } from "../../state/drafts.ts";
import { createTicket, fillIn, form, formProblem, isFor, projectOfForm } from "../../state/new-ticket.ts";
import { isAdmin } from "../../state/session.ts";
import { longestBody } from "../../state/send.ts";
import { named } from "../../ui/choices/choice-list.tsx";
import { ChipSelect } from "../../ui/choices/select.tsx";
import { TextField } from "../../ui/field.tsx";
import { FileChooser, FileList, takesFiles } from "../../ui/files.tsx";
import { sends } from "../../ui/input-method.ts";
import { fieldText } from "../../ui/problem-text.ts";
import { priorityChoices } from "../../ui/ticket-choices.tsx";
import { Addressee } from "./addressee.tsx";
import { Formatting } from "./composer.tsx";
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
  const project = projectOfForm();
  const problem = formProblem.value;
  const submit = (event: Event): void => {
    event.preventDefault();
    void settleAddressee(project?.id).then(createTicket);
  };
  return (
    <form
      class="form pane-scroll"
      {...takesFiles(draft.files)}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (!sends(event)) return;
        event.preventDefault();
        event.currentTarget.requestSubmit();
      }}
    >
      <Addressee project={project?.id} problem={fieldText(problem, "customer") ?? fieldText(problem, "email")} />
      <TextField
        label={text.newTicket.subject}
        maxLength={200}
        required
        autofocus={isFor(filled)}
        autocomplete="off"
        value={filled.subject}
        onValue={(subject) => fillIn({ subject })}
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
      <div class="chips">
        {projects.value.length > 1 && (
          <ChipSelect
            label={text.newTicket.project}
            isNamed
            isOn={false}
            placeholder={text.people.chooseProject}
            value={project?.id ?? ""}
            choices={projects.value.map(named)}
            onValue={(id) => fillIn({ project: id, inbox: "", type: "", customer: null })}
          />
        )}
        {project && (
          <ChipSelect
            label={text.newTicket.inbox}
            isNamed
            isOn={false}
            value={filled.inbox || (project.inboxes[0]?.id ?? "")}
            choices={project.inboxes.map(named)}
            onValue={(inbox) => fillIn({ inbox })}
          />
        )}
        <ChipSelect
          label={text.newTicket.priority}
          isNamed
          isOn={filled.priority !== "normal"}
          value={filled.priority}
          choices={priorityChoices}
          onValue={(priority) => fillIn({ priority: priority as TicketPriority })}
        />
        {project && (
          <ChipSelect
            label={text.newTicket.type}
            isNamed
            value={filled.type}
            choices={[
              { value: "", label: text.newTicket.noType },
              ...project.types.map((type) => ({ value: type, label: type })),
            ]}
            onValue={(type) => fillIn({ type })}
          />
        )}
      </div>
      {fieldText(problem, "project") && (
        <p class="field-problem" role="alert">
          {text.newTicket.projectNeeded}
        </p>
      )}
      <FileList files={draft.files} />
      {draft.problem.value && (
        <p class="form-problem" role="alert">
          {draft.problem.value}
        </p>
      )}
      <div class="form-foot apart">
        <FileChooser files={draft.files} />
        <Formatting />
        <button class="button primary" disabled={draft.isSending.value}>
          {draft.isSending.value ? text.newTicket.creating : text.newTicket.create}
        </button>
      </div>
    </form>
  );
}
