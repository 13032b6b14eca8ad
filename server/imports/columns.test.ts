import { describe, expect, it } from "vitest";
import { guessColumns } from "./columns.ts";

describe("columns are known by what people call them", () => {
  it.each([
    [["Name", "E-Mail", "Company", "ID", "Language"], { name: 0, email: 1, company: 2, externalId: 3, locale: 4 }],
    [
      ["Kundennummer", "Firma", "Vollständiger Name", "E-Mail-Adresse", "Sprache"],
      { externalId: 0, company: 1, name: 2, email: 3, locale: 4 },
    ],
    [["Nom complet", "Société", "Courriel", "Langue"], { name: 0, company: 1, email: 2, locale: 3 }],
    [["Nombre", "Correo electrónico", "Empresa"], { name: 0, email: 1, company: 2 }],
    [["氏名", "メールアドレス", "会社名"], { name: 0, email: 1, company: 2 }],
    [["E-Mail (work)", "Full name"], { email: 0, name: 1 }],
    [["ADDRESS", "name"], { email: 0, name: 1 }],
    [["Address", "Email", "Name"], { email: 1, name: 2 }],
    [["Email", "Email"], { email: 0 }],
    [["foo", "bar"], {}],
    [["constructor", "__proto__"], {}],
  ])("%j", (header, columns) => {
    expect(guessColumns(header)).toEqual(columns);
  });
});
