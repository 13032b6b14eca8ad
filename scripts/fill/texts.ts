/** What customers and staff of a made-up desk write: several scripts, words as frequent as words are. */
import type { Dice } from "./random.ts";

/** The first are in most messages, the last in few. */
const known =
  `the I a to is and it of for my in was not you on have that order with please this can but box lid parcel tea arrived
  when invoice delivery tracking number address broken again thank refund wrong colour account password email reply
  yesterday Monday Friday week minutes team support help question product size returned label courier customs payment
  card declined charged twice receipt company department subscription cancel renew upgrade discount code voucher gift
  wrapping kettle teapot saucer cup strainer spoon loose leaf green black white oolong herbal infusion caffeine organic
  certificate allergen nuts storage cupboard moisture sample tin dented scratched leaking cracked missing incomplete
  warehouse stock available backorder preorder window counter shop opening hours holiday bank transfer statement`.split(
    /\s+/,
  );

const beginnings = ["ba", "ce", "di", "fo", "gu", "ha", "ke", "li", "mo", "nu", "pa", "re", "si", "to", "vu", "za"];
const endings = ["dor", "lane", "mint", "rik", "sol", "ter", "vane", "wick", "zel", "quist", "bury", "mond", "", "s"];

/** Thousands of words that a few messages hold: names of things, of places, of people. */
const made = beginnings.flatMap((one) =>
  beginnings.flatMap((two) => endings.flatMap((end) => ["n", "rt", "st", ""].map((mid) => one + mid + two + end))),
);
const words = [...known, ...made];

const elsewhere: Record<string, readonly string[]> = {
  de: ["Guten Tag,", "die Lieferung", "kam beschädigt an.", "Straße", "Rückerstattung", "bitte prüfen", "Größe", "Tee"],
  fr: ["Bonjour,", "le colis", "est arrivé abîmé.", "remboursement", "garçon", "façade", "merci", "déçu", "thé"],
  pl: ["Dzień dobry,", "paczka", "przyszła uszkodzona.", "zwrot", "łódź", "źle", "dziękuję", "zamówienie"],
  ru: ["Здравствуйте,", "посылка", "пришла повреждённой.", "возврат", "спасибо", "заказ", "чай"],
  zh: ["您好，", "我的包裹", "收到时已经损坏。", "请问可以退款吗？", "订单号", "茶叶", "发票", "谢谢"],
  ja: ["こんにちは。", "荷物が", "破損して届きました。", "返金", "お願いします。", "請求書", "緑茶", "注文番号"],
  th: ["สวัสดีครับ", "พัสดุ", "เสียหาย", "ขอคืนเงิน", "ใบแจ้งหนี้", "ชาเขียว", "ขอบคุณ"],
  ar: ["مرحبا", "وصل الطرد", "تالفا", "استرداد المبلغ", "الفاتورة", "شكرا", "الشاي الأخضر"],
  hi: ["नमस्ते", "पार्सल", "टूटा हुआ मिला", "धनवापसी", "चालान", "धन्यवाद", "हरी चाय"],
};
const languages = { en: 72, de: 8, fr: 5, pl: 3, ru: 3, zh: 3, ja: 3, th: 1, ar: 1, hi: 1 };
export type Language = keyof typeof languages;

export const languageOf = (dice: Dice): Language => dice.weighted(languages);

export function sentence(dice: Dice, language: Language, length: number): string {
  const own = elsewhere[language];
  const spoken = Array.from({ length }, () =>
    own && dice.percent(70) ? dice.pick(own) : words[dice.rare(words.length)]!,
  );
  return spoken.join(" ");
}

/** A text of one to three paragraphs, at times with a number that somebody will search for. */
export function body(dice: Dice, language: Language): string {
  const paragraphs = Array.from({ length: 1 + dice.rare(4) }, () => sentence(dice, language, 6 + dice.below(30)));
  if (dice.percent(15)) paragraphs.push(`RE-${2020 + dice.below(7)}/${String(dice.below(10_000)).padStart(4, "0")}`);
  if (dice.percent(5)) paragraphs.push(`${dice.pick(givenNames)}@${dice.pick(made)}.example`);
  return paragraphs.join("\n\n");
}

const givenNames = ["Mia", "Jonas", "Priya", "Zofia", "Henrik", "Noor", "Chloé", "Ángel", "Łukasz", "Ayşe", "Øystein"];
const moreNames = ["小林", "王伟", "สมชาย", "Иван", "Μαρία", "أحمد", "Renée", "Grace", "Samuel", "Beatriz", "Callum"];
const familyNames = [
  "Müller",
  "Weber",
  "Kowalska",
  "Raman",
  "Solberg",
  "Nowak",
  "Adeyemi",
  "Straßer",
  "O'Brien",
  "Núñez",
];

export const personName = (dice: Dice): string =>
  `${dice.pick(dice.percent(80) ? givenNames : moreNames)} ${dice.pick(familyNames)}-${dice.pick(made)}`;

export const companyName = (dice: Dice, nth: number): string =>
  `${dice.pick(made)} ${dice.pick(["GmbH", "Ltd", "Ärztehaus", "& Søn", "株式会社", "Café", "S.A.", "Logistics"])} ${nth}`;

export const fileName = (dice: Dice): string =>
  `${dice.pick(["invoice", "Rechnung", "photo", "スクリーンショット", "order"])}-${dice.below(10_000)}.${dice.pick(["pdf", "jpg", "png"])}`;

export const tags = [
  "refund",
  "delivery",
  "damaged",
  "vip",
  "invoice",
  "question",
  "return",
  "gift",
  "wholesale",
  "bug",
];
export const rareTags = Array.from({ length: 50 }, (_, i) => `campaign-${i + 1}`);
