/** Arabic: what became of each mail. */
import { apart } from "./apart.ts";
import type { enMail } from "./en-mail.ts";

export const arMail: typeof enMail = {
  mail: {
    title: "البريد",
    kept: "لم يُعيَّن خادم بريد (SMTP_URL)، لذلك تُحفظ رسائل البريد هنا ولا تُرسل.",
    empty: "لا رسائل بريد بعد. عندما يراسلك عميل له عنوان، يظهر هنا تأكيد الاستلام.",
    emptyCustomer: "لا رسائل بريد إلى هذا العميل بعد.",
    states: {
      kept: "محفوظة، لم تُرسل",
      queued: "بانتظار الإرسال",
      sent: "أُرسلت",
      failed: "تعذّر الإرسال",
    },
    to: (to) => `إلى ${apart(to)}`,
    toCustomer: (name) => `رسائل البريد إلى ${name ? apart(name) : "عميل واحد"}`,
    toStaff: "إلى فريق الدعم",
    all: "كل رسائل البريد",
    ticket: (number) => `التذكرة ${apart(`#${number}`)}`,
    list: "قائمة رسائل البريد",
    failed: "تعذّرت قراءة رسائل البريد.",

    failedTitle: "لم تُسلَّم رسالة البريد هذه",
    waitingTitle: "لم تُقبل بعد. تُعاد المحاولة تلقائيًا لمدة يوم",
    keptTitle: "تنتظر هذه الرسالة أن ترسلها",
    keptLead:
      "كُتبت قبل تعيين خادم بريد، أو كانت في الانتظار حين استُعيد مكتب الدعم. ربما انتهت صلاحية الروابط والرموز التي فيها.",
    send: "إرسال الآن",
    sending: "جارٍ الإرسال…",
  },
};
