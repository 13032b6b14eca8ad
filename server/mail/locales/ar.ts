import { action, answer, code, quiet, text } from "../content.ts";
import type { MailTexts } from "./en.ts";

/** Of a link that opens one ticket. */
const keepToYourself =
  "يفتح هذا الرابط هذه التذكرة وحدها لكل من يملكه، فلا تشاركه مع أحد. وإن لم تكن أنت من راسلنا، فيمكنك تجاهل هذه الرسالة.";

const oneDay = "يعمل الرابط مرة واحدة خلال 24 ساعة. وإذا انتهت صلاحيته، فستعرض عليك صفحته إرسال رابط جديد.";

export const ar: MailTexts = {
  receipt: ({ project, number }) => ({
    subject: `${project}: وصلتنا رسالتك (#${number})`,
    parts: [
      text(`شكرًا لمراسلتك ${project}.`),
      text(`وصلتنا رسالتك وسُجِّلت بالتذكرة رقم ${number}. يمكنك متابعتها والرد من هنا:`),
      action("فتح التذكرة"),
      quiet(keepToYourself),
    ],
  }),
  receiptLogin: ({ project }) => [
    text(`بحساب لديك ترى كل ما ترسله إلى ${project} في مكان واحد. يعمل الرابط لمدة 24 ساعة:`),
    action("إنشاء حساب", "login"),
  ],
  answer: ({ subject, answers, isOpen, isRead }) => ({
    subject: `Re: ${subject}`,
    parts: [
      ...answers.map(answer),
      ...(isOpen ? [action("فتح التذكرة")] : []),
      ...(isOpen && !isRead ? [quiet("يُرجى الرد في التذكرة: قد لا تُقرأ الردود على هذه الرسالة.")] : []),
    ],
  }),
  answerNotice: ({ project, number, isSecret }) => ({
    subject: `${project}: لقد رددنا على رسالتك (#${number})`,
    parts: [
      text(`ردّ فريق ${project} على رسالتك، التذكرة رقم #${number}. لقراءة الرد والإجابة عنه:`),
      action("قراءة الرد"),
      ...(isSecret ? [quiet(keepToYourself)] : []),
    ],
  }),
  solved: ({ project, number, isSecret }) => ({
    subject: `${project}: تم حل تذكرتك #${number}`,
    parts: [
      text(`حدّد فريق ${project} تذكرتك رقم #${number} على أنها محلولة.`),
      action("فتح التذكرة"),
      quiet("هل ما زال هناك ما ينقص؟ أجب في التذكرة فتُفتح من جديد."),
      ...(isSecret ? [quiet(keepToYourself)] : []),
    ],
  }),
  closed: ({ project, number, isSecret }) => ({
    subject: `${project}: أُغلقت تذكرتك #${number}`,
    parts: [
      text(`أغلق فريق ${project} تذكرتك رقم #${number}.`),
      action("فتح التذكرة"),
      quiet("هل ما زال هناك ما ينقص؟ أجب في التذكرة فنعود إليها."),
      ...(isSecret ? [quiet(keepToYourself)] : []),
    ],
  }),
  filesLeft: ({ left, isOpen }) => [
    quiet(`ليست في هذه الرسالة${isOpen ? "، وتجدها مع التذكرة" : ""}: ${left.join("، ")}`),
  ],
  signInCode: ({ project }) => ({
    subject: `${project}: رمز تسجيل الدخول`,
    parts: [
      text(`إليك رمز الدخول إلى ${project}. وهو صالح لمدة 10 دقائق:`),
      code(),
      text("أو سجّل الدخول عبر الرابط:"),
      action("تسجيل الدخول"),
      quiet("إن لم تطلب هذا الرمز، فيمكنك تجاهل هذه الرسالة. لا تُطلع أحدًا على الرمز."),
    ],
  }),
  signInLink: ({ project }) => ({
    subject: `${project}: رابط تسجيل الدخول`,
    parts: [
      text(`يسجّل هذا الرابط دخولك إلى ${project}. يعمل مرة واحدة خلال 10 دقائق:`),
      action("تسجيل الدخول"),
      quiet("إن لم تطلب هذا الرابط، فيمكنك تجاهل هذه الرسالة."),
    ],
  }),
  registration: ({ project }) => ({
    subject: `${project}: أكمل التسجيل`,
    parts: [
      text(`أنت على وشك التسجيل لدى ${project}. أدخل هذا الرمز خلال 10 دقائق:`),
      code(),
      text("أو افتح هذا الرابط خلال 24 ساعة:"),
      action("إكمال التسجيل"),
      quiet("إن لم تكن أنت من طلب ذلك، فيمكنك تجاهل هذه الرسالة: لن يحدث شيء من دونها."),
    ],
  }),
  newAddress: ({ project }) => ({
    subject: `${project}: أكّد عنوان بريدك الجديد`,
    parts: [
      text(`يريد شخص ما استخدام هذا العنوان لحسابه لدى ${project}. إن كنت أنت، فأدخل هذا الرمز:`),
      code(),
      quiet("الرمز صالح لمدة 10 دقائق. وإن لم تكن أنت من طلب ذلك، فيمكنك تجاهل هذه الرسالة."),
    ],
  }),
  addressChanged: ({ project }) => ({
    subject: `${project}: صار لحسابك عنوان بريد جديد`,
    parts: [
      text(`تغيّر عنوان البريد لحسابك لدى ${project}، ولم يعد هذا العنوان يفتحه.`),
      text("إن كنت أنت من غيّره فلا داعي لفعل شيء. وإن لم تكن أنت، فأوقف الحساب:"),
      action("إيقاف الحساب"),
      quiet(`لن يتمكن أحد بعدها من الدخول إلى أن يراجعه ${project} معك. يعمل الرابط مرة واحدة خلال 7 أيام.`),
    ],
  }),
  passwordChanged: ({ project }) => ({
    subject: `${project}: صارت لحسابك كلمة مرور جديدة`,
    parts: [
      text(`عُيّنت كلمة مرور جديدة لحسابك لدى ${project}.`),
      text("إن كنت أنت من عيّنها فلا داعي لفعل شيء. وإن لم تكن أنت، فأوقف الحساب:"),
      action("إيقاف الحساب"),
      quiet(`لن يتمكن أحد بعدها من الدخول إلى أن يراجعه ${project} معك. يعمل الرابط مرة واحدة خلال 7 أيام.`),
    ],
  }),
  invitation: ({ project }) => ({
    subject: `${project}: دعوة إلى بوابة العملاء`,
    parts: [
      text(`صار لك حساب لدى ${project}، تفتح به التذاكر وترد عليها وتتابع ما وصلنا إليه.`),
      action("قبول الدعوة"),
      quiet(oneDay),
    ],
  }),
  welcome: ({ project }) => ({
    subject: `${project}: أهلًا بك`,
    parts: [
      text(`تجد كل تذاكرك لدى ${project} في مكان واحد. أنشئ حسابك لمتابعتها والرد عليها:`),
      action("إنشاء حسابك"),
      quiet(oneDay),
    ],
  }),
  passwordLink: ({ project }) => ({
    subject: `${project}: تعيين كلمة مرور جديدة`,
    parts: [
      text(`من هنا تعيّن كلمة مرور جديدة لحسابك لدى ${project}:`),
      action("تعيين كلمة مرور جديدة"),
      quiet("يعمل الرابط مرة واحدة خلال 24 ساعة. وإن لم تطلبه، فلن يتغير شيء."),
    ],
  }),
  staffInvitation: ({ inviter }) => ({
    subject: `${inviter}: دعوة إلى فريق الدعم`,
    parts: [
      text(`تلقيت دعوة من ${inviter} للانضمام إلى الفريق الذي يجيب العملاء هنا.`),
      action("تعيين كلمة المرور"),
      quiet("يعمل الرابط مرة واحدة خلال 24 ساعة."),
    ],
  }),
  staffPasswordLink: () => ({
    subject: "تعيين كلمة مرور جديدة لمكتب الدعم",
    parts: [
      text("من هنا تعيّن كلمة مرور جديدة لمكتب الدعم:"),
      action("تعيين كلمة مرور جديدة"),
      quiet("يعمل الرابط مرة واحدة خلال 24 ساعة. وإن لم تطلبه، فلن يتغير شيء."),
    ],
  }),
};
