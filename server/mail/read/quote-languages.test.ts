/** What announces a quote, as mail programs write it in the languages of people. */
import { describe, expect, it } from "vitest";
import { cutPlain } from "./cut-plain.ts";
import { isForwardSubject } from "./quote-subject.ts";

/** As Gmail writes it. */
const attributions: Record<string, string> = {
  en: "On Mon, 3 Jun 2024 at 10:15, Ann Example <ann@example.com> wrote:",
  de: "Am Mo., 3. Juni 2024 um 10:15 Uhr schrieb Ann Example <ann@example.com>:",
  fr: "Le lun. 3 juin 2024 à 10:15, Ann Example <ann@example.com> a écrit :",
  es: "El lun, 3 jun 2024 a las 10:15, Ann Example (<ann@example.com>) escribió:",
  it: "Il giorno lun 3 giu 2024 alle ore 10:15 Ann Example <ann@example.com> ha scritto:",
  pt: "Em seg., 3 de jun. de 2024 às 10:15, Ann Example <ann@example.com> escreveu:",
  nl: "Op ma 3 jun 2024 om 10:15 schreef Ann Example <ann@example.com>:",
  pl: "pon., 3 cze 2024 o 10:15 Ann Example <ann@example.com> napisał(a):",
  cs: "po 3. 6. 2024 v 10:15 odesílatel Ann Example <ann@example.com> napsal:",
  sv: "Den mån 3 juni 2024 kl 10:15 skrev Ann Example <ann@example.com>:",
  da: "Den man. 3. jun. 2024 kl. 10.15 skrev Ann Example <ann@example.com>:",
  nb: "man. 3. juni 2024 kl. 10:15 skrev Ann Example <ann@example.com>:",
  fi: "ma 3. kesäk. 2024 klo 10.15 Ann Example (ann@example.com) kirjoitti:",
  ru: "3 июня 2024 г. 10:15 пользователь Ann Example <ann@example.com> написал:",
  uk: "пн, 3 черв. 2024 р. о 10:15 Ann Example <ann@example.com> пише:",
  tr: "Ann Example <ann@example.com>, 3 Haz 2024 Pzt, 10:15 tarihinde şunu yazdı:",
  ja: "2024年6月3日(月) 10:15 Ann Example <ann@example.com> のメール:",
  zh: "Ann Example <ann@example.com> 于2024年6月3日周一 10:15写道：",
  "zh-TW": "Ann Example <ann@example.com> 於 2024年6月3日 週一 上午10:15寫道：",
  ko: "2024년 6월 3일 (월) 오전 10:15, Ann Example <ann@example.com>님이 작성:",
  ar: "في الاثنين، 3 يونيو 2024 في 10:15 ص تمت كتابة ما يلي بواسطة Ann Example <ann@example.com>:",
  he: "\u202bבתאריך יום ב׳, 3 ביוני 2024 ב-10:15 מאת \u202aAnn Example\u202c\u200f <\u202aann@example.com\u202c\u200f>:\u202c",
};

/** As Outlook copies a header: from, when, to whom, about what. */
const headers: Record<string, [from: string, sent: string, to: string, subject: string]> = {
  en: ["From", "Sent", "To", "Subject"],
  de: ["Von", "Gesendet", "An", "Betreff"],
  fr: ["De ", "Envoyé ", "À ", "Objet "],
  es: ["De", "Enviado el", "Para", "Asunto"],
  it: ["Da", "Inviato", "A", "Oggetto"],
  pt: ["De", "Enviada em", "Para", "Assunto"],
  nl: ["Van", "Verzonden", "Aan", "Onderwerp"],
  pl: ["Od", "Wysłane", "Do", "Temat"],
  cs: ["Od", "Odesláno", "Komu", "Předmět"],
  sv: ["Från", "Skickat", "Till", "Ämne"],
  da: ["Fra", "Sendt", "Til", "Emne"],
  nb: ["Fra", "Dato", "Til", "Emne"],
  fi: ["Lähettäjä", "Lähetetty", "Vastaanottaja", "Aihe"],
  ru: ["От", "Отправлено", "Кому", "Тема"],
  uk: ["Від", "Надіслано", "Кому", "Тема"],
  tr: ["Kimden", "Gönderildi", "Kime", "Konu"],
  ja: ["差出人", "送信日時", "宛先", "件名"],
  zh: ["发件人", "发送时间", "收件人", "主题"],
  "zh-TW": ["寄件者", "寄件日期", "收件者", "主旨"],
  ko: ["보낸 사람", "보낸 날짜", "받는 사람", "제목"],
  ar: ["من", "تم الإرسال", "إلى", "الموضوع"],
  he: ["מאת", "נשלח", "אל", "נושא"],
};

describe.each(Object.entries(attributions))("in %s, who wrote", (_, attribution) => {
  it("announces lines with signs", () => {
    const quoted = `${attribution}\n\n> How are you?`;
    expect(cutPlain(`Fine.\n\n${quoted}`)).toEqual({ text: "Fine.", quoted });
  });

  it("announces lines without signs", () => {
    const quoted = `${attribution}\n\nHow are you?`;
    expect(cutPlain(`Fine.\n\n${quoted}`)).toEqual({ text: "Fine.", quoted });
  });

  it("is known where it is broken over lines", () => {
    const broken = attribution.replace(/(?<=^.{24}\S*) /u, "\n").replace(" <", " <\n");
    expect(cutPlain(`Fine.\n\n${broken}\n\n> How are you?`).text).toBe("Fine.");
  });
});

it.each(Object.entries(headers))(
  "in %s, a header that was copied announces all below",
  (_, [from, sent, to, subject]) => {
    const quoted = `${from}: Ann Example <ann@example.com>\n${sent}: 3. 6. 2024 10:15\n${to}: Bob\n${subject}: Question\n\nHow are you?`;
    expect(cutPlain(`Fine.\n\n${quoted}`)).toEqual({ text: "Fine.", quoted });
  },
);

it.each([
  "-----Original Message-----",
  "-----Ursprüngliche Nachricht-----",
  "-----Message d'origine-----",
  "-----Mensaje original-----",
  "-----Messaggio originale-----",
  "-----Mensagem original-----",
  "-----Oorspronkelijk bericht-----",
  "-----Oryginalna wiadomość-----",
  "-----Původní zpráva-----",
  "-----Ursprungligt meddelande-----",
  "-----Oprindelig meddelelse-----",
  "-----Opprinnelig melding-----",
  "-----Alkuperäinen viesti-----",
  "-----Исходное сообщение-----",
  "-----Оригінальне повідомлення-----",
  "-----Orijinal İleti-----",
  "------------------ 原始邮件 ------------------",
  "-----원본 메시지-----",
  "-----الرسالة الأصلية-----",
  "-----הודעה מקורית-----",
])("%s announces all below", (mark) => {
  expect(cutPlain(`Fine.\n\n${mark}\nHow are you?`)).toEqual({ text: "Fine.", quoted: `${mark}\nHow are you?` });
});

it.each([
  "Sent from my iPhone",
  "Get Outlook for iOS<https://aka.ms/o0ukef>",
  "Von meinem iPhone gesendet",
  "Gesendet mit der GMX Mail App",
  "Envoyé de mon iPhone",
  "Enviado desde mi iPhone",
  "Inviato da iPhone",
  "Enviado do meu iPhone",
  "Verstuurd vanaf mijn iPhone",
  "Wysłane z iPhone'a",
  "Odesláno z iPhonu",
  "Skickat från min iPhone",
  "Sendt fra min iPhone",
  "Lähetetty iPhonesta",
  "Отправлено с iPhone",
  "Надіслано з iPhone",
  "iPhone'umdan gönderildi",
  "iPhoneから送信",
  "发自我的iPhone",
  "從我的 iPhone 傳送",
  "나의 iPhone에서 보냄",
  "أرسلت من الـ iPhone",
  "נשלח מה-iPhone שלי",
])("%s is no word of the writer's", (footer) => {
  expect(cutPlain(`Fine.\n\n${footer}`)).toEqual({ text: "Fine.", quoted: footer });
});

describe("a subject", () => {
  it.each(["Fwd: x", "FW: x", "WG: x", "TR : x", "RV: x", "I: x", "ENC: x", "PD: x", "VB: x", "VL: x", "İLT: x"])(
    "tells of a forward: %s",
    (subject) => expect(isForwardSubject(subject)).toBe(true),
  );

  it.each(["Re: Fwd: x", "AW: WG: x", "x", "", "Forward: the new one", "VS: x", `${"a".repeat(60)}: fw: x`])(
    "tells of none: %s",
    (subject) => expect(isForwardSubject(subject)).toBe(false),
  );
});
