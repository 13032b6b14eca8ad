import type { VNode } from "preact";
import type { ImportColumns, ImportField, ImportPreview, ImportRow } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { isReading, readPreview, startImport } from "../../state/import.ts";
import { DataTable, type Column } from "../../ui/data-table.tsx";
import { Select } from "../../ui/choices/select.tsx";
import { FormProblem } from "../../ui/form-problem.tsx";
import { useForm } from "../../ui/form-state.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";

const fields = Object.keys(text.import.fields) as ImportField[];
const icons: Record<ImportRow["outcome"], IconName> = {
  made: "new",
  changed: "solved",
  same: "dash",
  refused: "warning",
};

export function ImportPreviewCard({ preview }: { preview: ImportPreview }): VNode {
  const { problem, isBusy, run } = useForm();
  const willDo = preview.total - preview.refused;
  return (
    <>
      <section class="card" aria-label={text.import.columns}>
        <div>
          <h2>{text.import.columns}</h2>
          <p class="hint">
            {text.import.found(preview.encoding, text.import.delimiters[preview.delimiter] ?? preview.delimiter)}
          </p>
        </div>
        <div class="selects">
          {preview.header.map((header, place) => (
            <Select
              key={place}
              label={header ? text.import.header(header) : text.import.noHeader(place + 1)}
              value={fields.find((field) => preview.columns[field] === place) ?? ""}
              choices={[
                { value: "", label: text.import.skip },
                ...fields.map((field) => ({ value: field, label: text.import.fields[field] })),
              ]}
              onValue={(field) => void readPreview(withColumn(preview.columns, place, field as ImportField | ""))}
            />
          ))}
        </div>
      </section>
      <section class="card" aria-label={text.import.preview} aria-busy={isReading.value}>
        <h2>{text.import.preview}</h2>
        <Totals preview={preview} />
        <div class="preview-rows" tabIndex={0} role="region" aria-label={text.import.preview}>
          <DataTable
            label={text.import.preview}
            columns={columnsOf(preview)}
            items={preview.rows.map((row) => ({ ...row, id: String(row.row) }))}
            nameOf={({ row }) => String(row)}
          />
        </div>
        {willDo === 0 && <p class="form-problem">{text.import.nothing}</p>}
        <FormProblem problem={problem.value} />
        <div class="form-foot start">
          <button
            type="button"
            class="button primary"
            disabled={willDo === 0 || isBusy.value || isReading.value}
            onClick={() => void run(startImport)}
          >
            {text.import.start(willDo)}
          </button>
        </div>
      </section>
    </>
  );
}

/** A field is in one column; chosen for a second, it leaves the first. */
export function withColumn(columns: ImportColumns, place: number, field: ImportField | ""): ImportColumns {
  const others = Object.entries(columns).filter(([name, at]) => at !== place && name !== field);
  return { ...Object.fromEntries(others), ...(field && { [field]: place }) };
}

const outcomes = Object.keys(icons) as ImportRow["outcome"][];

const Totals = ({ preview }: { preview: ImportPreview }): VNode => (
  <ul class="totals">
    {outcomes
      .filter((outcome) => preview[outcome] > 0)
      .map((outcome) => (
        <li key={outcome}>
          <span class={`status outcome-${outcome}`}>
            <Icon name={icons[outcome]} size={16} />
            {text.import.outcomes[outcome]}
          </span>{" "}
          {text.import.rows(preview[outcome])}
        </li>
      ))}
  </ul>
);

type Row = ImportRow & { id: string };

const isPartOfName = (field: ImportField): boolean => field === "firstName" || field === "lastName";

const columnsOf = ({ columns }: ImportPreview): Column<Row>[] => [
  { name: "row", label: text.import.row, cell: ({ row }) => row },
  {
    name: "outcome",
    label: text.import.outcome,
    cell: ({ outcome, reason }) => (
      <span class={`status outcome-${outcome}`}>
        <Icon name={icons[outcome]} size={16} />
        {text.import.outcomes[outcome]}
        {reason && `: ${text.import.refusals[reason]}`}
      </span>
    ),
  },
  ...fields
    .filter((field) => !isPartOfName(field) && (columns[field] !== undefined || field === "name"))
    .map((field) => ({
      name: field,
      label: text.import.fields[field],
      cell: ({ values }: Row) => <bdi>{values[field]}</bdi>,
    })),
];
