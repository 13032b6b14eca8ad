/** Which column of a file holds what. */
import { z } from "zod";
import type { ImportColumns, ImportField } from "../contract/people.ts";
import { refuseField } from "../errors.ts";
import { withoutGuard } from "./csv-cells.ts";
import { addressed, joinedName } from "./name-cells.ts";

/** Further right nobody looks. */
export const maxColumns = 1000;
const position = z.number().int().min(0).max(maxColumns);
export const importColumns = z
  .strictObject({
    name: position,
    firstName: position,
    lastName: position,
    email: position,
    externalId: position,
    company: position,
    locale: position,
  })
  .partial() satisfies z.ZodType<ImportColumns>;

/** How people head their columns, the surest first. */
const headings: Record<ImportField, string> = {
  email: `email, email address, mail, mail address, e-mail 1 - value, e-mail-adresse, courriel, adresse e-mail, correo,
    correo electrónico, indirizzo email, posta elettronica, e-post, e-postadresse, sähköposti, adres e-mail, почта,
    электронная почта, メール, メールアドレス, 邮箱, البريد الإلكتروني, بريد إلكتروني, عنوان البريد الإلكتروني, البريد,
    الإيميل, إيميل, address`,
  externalId: `external id, customer id, user id, uid, id, customer number, kundennummer, kunden-nr, identifiant,
    id client, numéro client, id cliente, klantnummer, kundnummer, kundenummer, 顧客番号, 客户编号, رقم العميل, رقم الزبون,
    معرف العميل, المعرف`,
  company: `company, company name, organisation, organization, organization name, organization 1 - name, account, firma,
    firmenname, unternehmen, société, entreprise, empresa, azienda, società, bedrijf, organisatie, företag, firmanavn,
    virksomhet, yritys, компания, организация, 会社, 会社名, 公司, الشركة, اسم الشركة, المؤسسة`,
  locale: `locale, language, lang, sprache, langue, idioma, lingua, taal, språk, sprog, kieli, język, язык, 言語, 语言,
    اللغة, لغة`,
  firstName: `first name, given name, forename, vorname, rufname, prénom, nombre de pila, nome proprio, voornaam, fornavn,
    förnamn, etunimi, imię, имя и отчество, 名, الاسم الأول`,
  lastName: `last name, surname, family name, nachname, familienname, zuname, nom de famille, apellido, apellidos, cognome,
    sobrenome, apelido, achternaam, etternavn, efternavn, efternamn, sukunimi, nazwisko, фамилия, 姓, اسم العائلة, اللقب,
    الكنية, الاسم الأخير`,
  name: `full name, display name, customer, customer name, contact, contact name, kunde, vollständiger name,
    ansprechpartner, nom complet, nombre completo, nome completo, imię i nazwisko, фио, 名前, 氏名, 姓名, الاسم الكامل,
    اسم العميل, name, nom, nombre, nome, naam, navn, namn, nimi, nazwa, имя, الاسم`,
};

/** With a column of first names beside it, last names ("Name, Vorname"); with one of last names, first ones. */
const eitherName = "name, nom, nombre, nome, naam, navn, namn, nimi, имя, الاسم";

/** "E-mail 1 - Label" holds no address, "Organization Title" no company, "Name Prefix" no name. */
const aboutAnother = /(label|type|typ|prefix|suffix|title|department)$/;

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
    (alias, name) => alias.length >= minBeginningCharacters && name.startsWith(alias) && !aboutAnother.test(name),
  ];
  for (const fits of ways) {
    for (const field of Object.keys(headings) as ImportField[]) {
      if (columns[field] !== undefined || (field === "name" && hasParts(columns))) continue;
      for (const alias of plainHeadings[field]) {
        const found = names.findIndex((name, i) => fits(alias, name) && free(i));
        if (found < 0) continue;
        columns[field] = found;
        break;
      }
    }
    sortNames(columns, names);
  }
  return columns;
}

const plainAll = (list: string): string[] => list.split(",").map(plain);
const plainHeadings = Object.fromEntries(
  Object.entries(headings).map(([field, list]) => [field, plainAll(list)]),
) as Record<ImportField, string[]>;
const plainEither = new Set(plainAll(eitherName));

const hasParts = ({ firstName, lastName }: ImportColumns): boolean => firstName !== undefined && lastName !== undefined;

function sortNames(columns: ImportColumns, names: readonly string[]): void {
  const { name, firstName, lastName } = columns;
  if (name === undefined || (firstName === undefined) === (lastName === undefined)) return;
  if (!plainEither.has(names[name]!)) return;
  columns[firstName === undefined ? "firstName" : "lastName"] = name;
  delete columns.name;
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

export type RowValues = Partial<Record<Exclude<ImportField, "firstName" | "lastName">, string>>;

/** The cells that mean something and are not empty. */
export function valuesOf(cells: readonly string[], columns: ImportColumns): RowValues {
  const cell = (field: ImportField): string => {
    const at = columns[field];
    return at === undefined ? "" : withoutGuard((cells[at] ?? "").trim());
  };
  const { name, email } = addressed(cell("email"));
  const values: Required<RowValues> = {
    name: cell("name") || joinedName(cell("firstName"), cell("lastName")) || name,
    email,
    externalId: cell("externalId"),
    company: cell("company"),
    locale: cell("locale"),
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
}
