const units = ["byte", "kilobyte", "megabyte"] as const;

export function sizeText(bytes: number, locale: string): string {
  const step = bytes < 1000 ? 0 : bytes < 1e6 ? 1 : 2;
  const format = {
    style: "unit",
    unit: units[step]!,
    unitDisplay: step ? "short" : "long",
    maximumFractionDigits: step ? 1 : 0,
  } as const;
  return new Intl.NumberFormat(locale, format).format(bytes / 1000 ** step);
}
