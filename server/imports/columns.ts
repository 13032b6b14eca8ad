/** Which column of a file holds what. */
import { z } from "zod";
import type { ImportColumns, ImportField } from "../contract/people.ts";
import { refuseField } from "../errors.ts";
import { withoutGuard } from "./csv-cells.ts";

/** Further right nobody looks. */
export const maxColumns = 1000;
const position = z.number().int().min(0).max(maxColumns);
export const importColumns = z
  .strictObject({ name: position, email: position, externalId: position, company: position, locale: position })
  .partial() satisfies z.ZodType<ImportColumns>;

export const importFields = ["name", "email", "externalId", "company", "locale"] as const satisfies ImportField[];

/** How people head their columns, the surest first. */
const headings: Record<ImportField, string> = {
  email: `email, email address, mail, mail address, e-mail-adresse, courriel, adresse e-mail, correo, correo electrónico,
    indirizzo email, posta elettronica, e-post, e-postadresse, sähköposti, adres e-mail, почта, электронная почта,
    メール, メールアドレス, 邮箱, address`,
  externalId: `external id, customer id, user id, uid, id, customer number, kundennummer, kunden-nr, identifiant,
    id client, numéro client, id cliente, klantnummer, kundnummer, kundenummer, 顧客番号, 客户编号`,
  company: `company, company name, organisation, organization, account, firma, firmenname, unternehmen, société,
    entreprise, empresa, azienda, società, bedrijf, organisatie, företag, firmanavn, virksomhet, yritys, компания,
    организация, 会社, 会社名, 公司`,
  locale: `locale, language, lang, sprache, langue, idioma, lingua, taal, språk, sprog, kieli, język, язык, 言語, 语言`,
  name: `name, full name, display name, customer, customer name, contact, contact name, kunde, vollständiger name,
    ansprechpartner, nom, nom complet, nombre, nombre completo, nome, nome completo, naam, navn, namn, nimi,
    imię i nazwisko, имя, фио, 名前, 氏名, 姓名, first name, vorname, prénom`,
};

const plain = (heading: string): string =>
  heading
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

const minBeginningCharacters = 4;

/** By the names in the first row, in several languages; a column is taken once. */
export function guessColumns(header: readonly string[]): ImportColumns {
  const names = header.slice(0, maxColumns).map(plain);
  const columns: ImportColumns = {};
  const free = (i: number): boolean => i >= 0 && !Object.values(columns).includes(i);
  const ways: ((alias: string, name: string) => boolean)[] = [
    (alias, name) => name === alias,
    // "E-Mail (work)"
    (alias, name) => alias.length >= minBeginningCharacters && name.startsWith(alias),
  ];
  for (const fits of ways) {
    for (const [field, list] of Object.entries(headings) as [ImportField, string][]) {
      if (columns[field] !== undefined) continue;
      for (const alias of list.split(",").map(plain)) {
        const found = names.findIndex((name, i) => fits(alias, name) && free(i));
        if (found < 0) continue;
        columns[field] = found;
        break;
      }
    }
  }
  return columns;
}

/** @throws Refusal 400 where a column is not in the file, or one stands for two things */
export function checkColumns(columns: ImportColumns, header: readonly string[]): void {
  const used = Object.values(columns);
  if (used.some((i) => i >= header.length) || new Set(used).size < used.length) {
    refuseField("columns", "not_allowed");
  }
}

/** Something has to tell a customer from all others. */
export const namesCustomers = ({ email, externalId }: ImportColumns): boolean =>
  email !== undefined || externalId !== undefined;

export type RowValues = Partial<Record<ImportField, string>>;

/** The cells that mean something and are not empty. */
export function valuesOf(cells: readonly string[], columns: ImportColumns): RowValues {
  const values: RowValues = {};
  for (const field of importFields) {
    const at = columns[field];
    const value = at === undefined ? "" : withoutGuard((cells[at] ?? "").trim());
    if (value !== "") values[field] = value;
  }
  return values;
}
