import type { NewsWords } from "./en-news.ts";

/** As in `apart.ts`, which would be a request more for its one line. */
const apart = (text: string): string => `\u2068${text}\u2069`;

/** Numbers stand after the word and alone: so they ask for no form of it. */
export const words: NewsWords = {
  title: "الجديد وأنت بعيد عن الصفحة",
  lead: "يَعدّ تبويب المتصفح التذاكر التي وصل فيها جديد من العملاء. وعلى هذا الجهاز يمكن أكثر من ذلك:",
  sound: "الصوت",
  soundHint: "نغمة واحدة خافتة.",
  note: "الإشعارات",
  noteHint: "يعرض نظامك التذكرة ومن كتب فيها. وتُفتح بضغطة.",
  blocked: "هذا المتصفح يمنعها. يُرجى السماح بالإشعارات لهذه الصفحة في إعداداته، ثم تشغيلها هنا.",
  notAsked: "لم يُسمح لمتصفحك بها بعد. شغّلها ليُطلب الإذن مرة أخرى.",
  notShown: "لا يستطيع هذا المتصفح عرض إشعارات صفحات الويب.",
  sample: "هكذا يخبرك Deskbell بالجديد.",
  newTicket: (number) => `تذكرة جديدة ${apart(`#${number}`)}`,
  newReply: (who, number) => `رد من ${apart(who)} في ${apart(`#${number}`)}`,
  many: (count) => `تذاكر فيها جديد: ${count}`,
  came: (count) => `في غيابك، تذاكر فيها جديد: ${count}`,
};
