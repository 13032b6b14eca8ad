import type { VNode } from "preact";

/** Dark squares side by side are drawn as one, so that no hairline shows between them. */
const pathOf = (rows: readonly string[]): string =>
  rows
    .flatMap((row, y) =>
      [...row.matchAll(/1+/g)].map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`),
    )
    .join("");

/** Black on white in every theme: that is what readers look for. */
export const QrCode = ({ rows, label }: { rows: readonly string[]; label: string }): VNode => (
  <svg class="qr" viewBox={`0 0 ${rows.length} ${rows.length}`} role="img" aria-label={label}>
    <rect width="100%" height="100%" fill="#fff" />
    <path d={pathOf(rows)} fill="#000" shape-rendering="crispEdges" />
  </svg>
);
