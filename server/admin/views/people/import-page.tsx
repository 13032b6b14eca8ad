import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Import } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { chosenProject, isDeskRead, projects } from "../../state/desk.ts";
import {
  followRun,
  forgetFile,
  importFile,
  importProblem,
  importProject,
  isReading,
  lastRun,
  preview,
  readPreview,
  refusedRowsUrl,
  run,
  takeFile,
} from "../../state/import.ts";
import { goTo } from "../../state/place.ts";
import { FormProblem } from "../../ui/form-problem.tsx";
import { Icon } from "../../ui/icon.tsx";
import { NotRead } from "../../ui/not-read.tsx";
import { problemText } from "../../ui/problem-text.ts";
import { listOfCustomers } from "./customer-page.tsx";
import { ImportPreviewCard } from "./import-preview.tsx";
import { ProjectSelect } from "./project-select.tsx";
import { PageColumn } from "../shell/page-column.tsx";
import { PageHead } from "../shell/page-head.tsx";

export function ImportPage({ run: id }: { run: string | null }): VNode {
  useEffect(() => {
    const last = id ? null : lastRun();
    if (last) goTo({ page: "import", run: last });
    return id ? followRun(id) : undefined;
  }, [id]);
  return (
    <PageColumn isWide>
      <PageHead title={text.import.title} back={{ href: listOfCustomers(), label: text.people.title }} />
      {id ? <Run id={id} /> : <Choosing />}
    </PageColumn>
  );
}

function Choosing(): VNode {
  const file = importFile.value;
  if (!importProject.peek()) importProject.value = chosenProject(undefined)?.id ?? "";
  if (isDeskRead.value && projects.value.length === 0) return <p class="empty">{text.people.none}</p>;
  return (
    <>
      <p class="quiet">{text.import.lead}</p>
      <section class="card">
        <ProjectSelect
          value={importProject.value}
          problem={file && !importProject.value ? text.fieldProblems.required : null}
          onValue={(id) => {
            importProject.value = id;
            void readPreview();
          }}
        />
        <FileField file={file} />
        <FormProblem problem={importProblem.value} />
      </section>
      <p class="visually-hidden" role="status">
        {isReading.value && text.import.reading}
      </p>
      {preview.value && <ImportPreviewCard preview={preview.value} />}
    </>
  );
}

function FileField({ file }: { file: File | null }): VNode {
  const input = useRef<HTMLInputElement>(null);
  const take = (files: FileList | null | undefined): void => {
    if (files?.[0]) void takeFile(files[0]);
  };
  return (
    <div
      class="drop"
      onDragOver={(event) => {
        event.preventDefault();
        event.currentTarget.classList.add("dropping");
      }}
      onDragLeave={(event) => event.currentTarget.classList.remove("dropping")}
      onDrop={(event) => {
        event.preventDefault();
        event.currentTarget.classList.remove("dropping");
        take(event.dataTransfer?.files);
      }}
    >
      <input
        ref={input}
        type="file"
        accept=".csv,.tsv,.txt,text/csv"
        hidden
        onChange={(event) => {
          take(event.currentTarget.files);
          event.currentTarget.value = "";
        }}
      />
      <Icon name={file ? "file" : "upload"} />
      {file && <bdi class="clip grow">{file.name}</bdi>}
      <button type="button" class="button" onClick={() => input.current?.click()}>
        {file ? text.import.another : text.import.choose}
      </button>
      {!file && <span class="quiet for-keys">{text.import.drop}</span>}
    </div>
  );
}

function Run({ id }: { id: string }): VNode {
  const known = run.value?.id === id ? run.value : null;
  if (importProblem.value?.code === "not_found") {
    return (
      <NotRead why={problemText(importProblem.value)}>
        <Again />
      </NotRead>
    );
  }
  return (
    <>
      <FormProblem problem={importProblem.value} />
      {known && (
        <section class="card" role="status">
          <h2>
            <bdi>{known.project.name}</bdi>
          </h2>
          <progress value={known.done} max={Math.max(known.total, 1)} aria-label={text.import.title} />
          {known.state === "running" ? (
            <>
              <p>{text.import.running(known.done, known.total)}</p>
              <p class="hint">{text.import.runningLead}</p>
            </>
          ) : (
            <Result known={known} />
          )}
        </section>
      )}
    </>
  );
}

const Result = ({ known }: { known: Import }): VNode => (
  <>
    <p class={known.state === "done" ? "verdict yes" : "verdict"}>
      <Icon name={known.state === "done" ? "solved" : "warning"} size={16} />
      {known.state === "done" ? text.import.done : text.import.failed}
    </p>
    <p>
      {text.import.result(known.made, known.changed)} {known.refused > 0 && text.import.refused(known.refused)}
    </p>
    {known.state === "failed" && <p class="hint">{text.import.failedLead}</p>}
    <div class="form-foot start">
      {known.refused > 0 && (
        <a class="button" href={refusedRowsUrl(known.id)} download>
          {text.import.download}
        </a>
      )}
      <a class="button" href={listOfCustomers({ project: known.project.id, sort: "newest" })}>
        {text.import.toCustomers}
      </a>
      <Again />
    </div>
  </>
);

const Again = (): VNode => (
  <button
    type="button"
    class="button quiet-button"
    onClick={() => {
      forgetFile();
      goTo({ page: "import", run: null });
    }}
  >
    {text.import.again}
  </button>
);
