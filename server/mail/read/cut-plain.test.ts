import { describe, expect, it } from "vitest";
import { cutPlain } from "./cut-plain.ts";

const quote = "> Where is it?\n> It never came.";

describe("E16: a plain text without what it quotes", () => {
  it.each([
    ["Gmail", "On Mon, 2 Nov 2026 at 10:00, Ada (Acme) <help@acme.test> wrote:"],
    ["Gmail, broken", "On Mon, 2 Nov 2026 at 10:00, Ada (Acme) <\nhelp@acme.test> wrote:"],
    ["Apple Mail", "On 2 Nov 2026, at 10:00, Ada <help@acme.test> wrote:"],
    ["Thunderbird", "On 02/11/2026 10:00, Ada wrote:"],
    ["German", "Am 02.11.2026 um 10:00 schrieb Ada <help@acme.test>:"],
    ["German Gmail", "Am Mo., 2. Nov. 2026 um 10:00 Uhr schrieb Ada <\nhelp@acme.test>:"],
    ["French", "Le lun. 2 nov. 2026 à 10:00, Ada <help@acme.test> a écrit :"],
    ["Spanish", "El lun, 2 nov 2026 a las 10:00, Ada (<help@acme.test>) escribió:"],
    ["Italian", "Il giorno lun 2 nov 2026 alle ore 10:00 Ada <help@acme.test> ha scritto:"],
    ["Portuguese", "Em seg., 2 de nov. de 2026 às 10:00, Ada <help@acme.test> escreveu:"],
    ["Dutch", "Op ma 2 nov 2026 om 10:00 schreef Ada <help@acme.test>:"],
    ["Polish", "pon., 2 lis 2026 o 10:00 Ada <help@acme.test> napisał(a):"],
    ["Czech", "po 2. 11. 2026 v 10:00 odesílatel Ada <help@acme.test> napsal:"],
    ["Swedish", "Den mån 2 nov. 2026 kl 10:00 skrev Ada <help@acme.test>:"],
    ["Danish", "Den man. 2. nov. 2026 kl. 10.00 skrev Ada <help@acme.test>:"],
    ["Finnish", "ma 2. marrask. 2026 klo 10.00 Ada (help@acme.test) kirjoitti:"],
    ["Russian", "пн, 2 нояб. 2026 г. в 10:00, Ada <help@acme.test>:"],
    ["Ukrainian", "пн, 2 лист. 2026 р. о 10:00 Ada <help@acme.test> пише:"],
    ["Turkish", "Ada <help@acme.test>, 2 Kas 2026 Pzt, 10:00 tarihinde şunu yazdı:"],
    ["Chinese", "Ada <help@acme.test> 于2026年11月2日周一 10:00写道："],
    ["Japanese", "2026年11月2日(月) 10:00 Ada <help@acme.test>:"],
    ["Korean", "2026년 11월 2일 (월) 오전 10:00, Ada <help@acme.test>님이 작성:"],
    ["Arabic", "في الاثنين، 2 نوفمبر 2026 في 10:00 ص تمت كتابة ما يلي بواسطة Ada <help@acme.test>:"],
    ["Hebrew", "‫בתאריך יום ב׳, 2 בנוב׳ 2026 ב-10:00 מאת ‪Ada‬‏ <‪help@acme.test‬‏>:‬"],
  ])("as %s quotes", (_, sentence) => {
    const { text, quoted } = cutPlain(`It came, thank you!\n\n${sentence}\n\n${quote}\n`);
    expect(text).toBe("It came, thank you!");
    expect(quoted).toBe(`${sentence}\n\n${quote}`);
  });

  it.each([
    ["From: Ada <help@acme.test>\nSent: Monday, November 2, 2026 10:00\nTo: Mia\nSubject: Lost parcel"],
    ["Von: Ada <help@acme.test>\nGesendet: Montag, 2. November 2026 10:00\nAn: Mia\nBetreff: AW: Paket"],
    ["De : Ada <help@acme.test>\nEnvoyé : lundi 2 novembre 2026 10:00\nÀ : Mia\nObjet : Colis"],
    ["________________________________\nFrom: Ada\nSent: Monday\nTo: Mia\nSubject: Lost"],
    ["-----Original Message-----\nFrom: Ada"],
    ["-----Ursprüngliche Nachricht-----\nVon: Ada"],
    ["-------- Messaggio originale --------\nDa: Ada"],
  ])("as Outlook quotes: %j", (header) => {
    const { text, quoted } = cutPlain(`It came.\n\n${header}\n\nWhere is it?\nNo sign stands in front of this.`);
    expect(text).toBe("It came.");
    expect(quoted).toContain("No sign stands");
  });

  it("keeps answers between the lines in sight, with the lines", () => {
    const mail = "On 2 Nov 2026, Ada wrote:\n> Which colour?\n\nRed.\n\n> Which size?\n\nLarge.\n\n> Thanks\n> Ada";
    expect(cutPlain(mail)).toEqual({
      text: "On 2 Nov 2026, Ada wrote:\n> Which colour?\n\nRed.\n\n> Which size?\n\nLarge.",
      quoted: "> Thanks\n> Ada",
    });
  });

  it("folds signatures and what phones put below, and nothing of a text that only looks so", () => {
    expect(cutPlain("It came.\n\n-- \nMia Ode\nShop Ltd\n").text).toBe("It came.");
    expect(cutPlain("It came.\n\nSent from my iPhone\n").text).toBe("It came.");
    expect(cutPlain("Sent from my iPhone, sorry for typos. It came.\nReally.").text).toContain("Really.");
    for (const own of [
      "On Monday I wrote: nothing yet.\nStill waiting.",
      "From: what I see, it is broken.\nSo please look.",
      "The steps are:\n-- first\n-- second\nand then it fails with a long explanation that goes on.",
      "I said it on 2 Nov 2026 and wrote:\nplease call me.",
    ]) {
      expect(cutPlain(own)).toEqual({ text: own, quoted: "" });
    }
  });

  it("keeps what was passed on: it is what the mail is about", () => {
    const mail =
      "See below.\n\n---------- Forwarded message ---------\nFrom: Bo\nDate: Monday\nSubject: X\nTo: Mia\n\nHello";
    expect(cutPlain(mail)).toEqual({ text: mail, quoted: "" });
  });

  it("never says nothing where a mail says something", () => {
    for (const mail of [quote, `On 2 Nov 2026, Ada wrote:\n${quote}`, "Sent from my iPhone", "--\nMia"]) {
      expect(cutPlain(mail).text).not.toBe("");
    }
    expect(cutPlain(" \n\n ")).toEqual({ text: "", quoted: "" });
  });

  it("has each line in one of the two, whatever the mail is", () => {
    const lines = [
      "Hi",
      "",
      "> a",
      "On 2 Nov 2026, Ada wrote:",
      "-- ",
      "Sent from my iPhone",
      "From: a",
      "To: b",
      "Date: c",
    ];
    for (let seed = 0; seed < 3000; seed++) {
      const mail = Array.from(
        { length: 8 },
        (_, n) => lines[(seed * 7 + n * (seed % 11) + (seed >> n)) % lines.length]!,
      );
      const { text, quoted } = cutPlain(mail.join("\n"));
      const seen = `${text}\n${quoted}`
        .split("\n")
        .filter((line) => line.trim() !== "")
        .toSorted();
      expect(seen).toEqual(
        mail
          .map((line) => line.trimEnd())
          .filter((line) => line !== "")
          .toSorted(),
      );
    }
  });
});
