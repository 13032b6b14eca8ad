import { language } from "../locales/text.ts";

const units = ["byte", "kilobyte", "megabyte"] as const;

export function sizeText(bytes: number): string {
  const step = bytes < 1000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  const unit = units[step] ?? "byte";
  const format = new Intl.NumberFormat(language, {
    style: "unit",
    unit,
    // "10 byte" is how the short form writes it, "10 bytes" how people do.
    unitDisplay: step === 0 ? "long" : "short",
    maximumFractionDigits: step,
  });
  return format.format(bytes / 1000 ** step);
}
