/** How many, in words. Arabic has its own form of the noun for none, one, two, few, many and the rest. */
const rules = new Intl.PluralRules("ar");

/** `#` stands for the number; one and two are said by the noun alone. */
type Forms = Record<Intl.LDMLPluralRule, string>;

const by =
  (forms: Forms) =>
  (count: number): string =>
    forms[rules.select(count)].replace("#", String(count));

export const customers = by({
  zero: "لا عملاء",
  one: "عميل واحد",
  two: "عميلان",
  few: "# عملاء",
  many: "# عميلًا",
  other: "# عميل",
});

/** After a word that they belong to, such as "دعوة". */
export const ofCustomers = by({
  zero: "عملاء",
  one: "عميل واحد",
  two: "عميلين",
  few: "# عملاء",
  many: "# عميلًا",
  other: "# عميل",
});

export const invitedCustomers = by({
  zero: "لم تُرسل أي دعوة.",
  one: "دُعي عميل واحد.",
  two: "دُعي عميلان.",
  few: "دُعي # عملاء.",
  many: "دُعي # عميلًا.",
  other: "دُعي # عميل.",
});

export const addedCustomers = by({
  zero: "لم يُضَف أي عميل",
  one: "أُضيف عميل واحد",
  two: "أُضيف عميلان",
  few: "أُضيف # عملاء",
  many: "أُضيف # عميلًا",
  other: "أُضيف # عميل",
});

export const changedCustomers = by({
  zero: "لم تتغيّر بيانات أحد",
  one: "تغيّرت بيانات عميل واحد",
  two: "تغيّرت بيانات عميلين",
  few: "تغيّرت بيانات # عملاء",
  many: "تغيّرت بيانات # عميلًا",
  other: "تغيّرت بيانات # عميل",
});

export const rows = by({
  zero: "لا صفوف",
  one: "صف واحد",
  two: "صفان",
  few: "# صفوف",
  many: "# صفًا",
  other: "# صف",
});

/** After a word that they belong to, such as "استيراد". */
export const ofRows = by({
  zero: "الصفوف",
  one: "صف واحد",
  two: "صفين",
  few: "# صفوف",
  many: "# صفًا",
  other: "# صف",
});

export const refusedRows = by({
  zero: "لم يُرفض أي صف.",
  one: "رُفض صف واحد.",
  two: "رُفض صفان.",
  few: "رُفضت # صفوف.",
  many: "رُفض # صفًا.",
  other: "رُفض # صف.",
});

export const tickets = by({
  zero: "لا تذاكر",
  one: "تذكرة واحدة",
  two: "تذكرتان",
  few: "# تذاكر",
  many: "# تذكرة",
  other: "# تذكرة",
});

export const results = by({
  zero: "لا نتائج",
  one: "نتيجة واحدة",
  two: "نتيجتان",
  few: "# نتائج",
  many: "# نتيجة",
  other: "# نتيجة",
});

export const files = by({
  zero: "لا ملفات",
  one: "ملف واحد",
  two: "ملفان",
  few: "# ملفات",
  many: "# ملفًا",
  other: "# ملف",
});

export const ofTags = by({
  zero: "الوسوم",
  one: "وسم واحد",
  two: "وسمين",
  few: "# وسوم",
  many: "# وسمًا",
  other: "# وسم",
});

export const ofMinutes = by({
  zero: "لحظات",
  one: "دقيقة واحدة",
  two: "دقيقتين",
  few: "# دقائق",
  many: "# دقيقة",
  other: "# دقيقة",
});

export const ofSeconds = by({
  zero: "لحظات",
  one: "ثانية واحدة",
  two: "ثانيتين",
  few: "# ثوانٍ",
  many: "# ثانية",
  other: "# ثانية",
});
