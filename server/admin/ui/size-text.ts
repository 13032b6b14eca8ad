import { language } from "../locales/text.ts";

const units = ["byte", "kilobyte", "megabyte"] as const;

export function sizeText(bytes: number): string {
  const step = bytes < 1000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  const unit = units[step] ?? "byte";
  const format = new Intl.NumberFormat(language, {
    style: "unit",
    unit,
    unitDisplay: "short",
    maximumFractionDigits: step,
  });
  return format.format(bytes / 1000 ** step);
}
