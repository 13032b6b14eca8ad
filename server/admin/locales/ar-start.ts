/** The first hour, in Arabic. */
import { apart } from "./apart.ts";
import type { enStart } from "./en-start.ts";

export const arStart: typeof enStart = {
  start: {
    title: "الخطوات الأولى",
    stepsDone: (done, all) => `${done} من ${all}`,
    lead: "أربع خطوات إلى أول تذكرة. كل خطوة تُعلَّم وحدها عند إتمامها.",
    done: "تمت",
    steps: {
      project: "تسمية المشروع",
      snippet: "وضع الزر في موقعك",
      seen: "مشاهدته في موقعك",
      ticket: "وصول أول تذكرة",
    },
    named: (name) => `المشروع ${apart(name)} جاهز، وبوابته مفتوحة.`,
    change: "تغيير الاسم أو اللغة",
    afterProject: "تأتي هذه الخطوة بعد تسمية المشروع.",
    ticketLead: "رسالة تكتبها لنفسك كما يكتب العميل: بالزر في موقعك، أو في صفحة البوابة.",
    ticketHere: "وصلت أول تذكرة.",
    noMail: "لا خادم بريد لهذا المكتب بعد: تُحفظ الرسائل هنا ولا تُرسل. يسري اختيارك حالما يتوفر خادم.",
    over: "مكتب الدعم جاهز لاستقبال العملاء.",
    hide: "إخفاء هذه الخطوات",
  },
};
