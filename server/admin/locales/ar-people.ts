/** Arabic: the lists of people, permissions, and who gets in. */
import { apart } from "./apart.ts";
import { invitedCustomers, ofCustomers, results } from "./ar-counted.ts";
import type { enPeople } from "./en-people.ts";

export const arPeople: typeof enPeople = {
  people: {
    title: "العملاء",
    tabs: { customers: "العملاء", companies: "الشركات" },
    add: "إضافة عميل",
    import: "استيراد",
    name: "الاسم",
    email: "عنوان البريد",
    company: "الشركة",
    noCompany: "بلا شركة",
    portal: "البوابة",
    added: "تاريخ الإضافة",
    project: "المشروع",
    chooseProject: "اختيار مشروع",
    anyProject: "كل المشاريع",
    anyCompany: "كل الشركات",
    anyState: "كل حالات الدعوة",
    sort: "الترتيب",
    sorts: { name: "حسب الاسم", newest: "الأحدث أولًا", invited: "آخر دعوة أولًا" },
    search: "البحث عن عميل",
    searchCompanies: "البحث عن شركة",
    choose: (name) => `اختيار ${apart(name)}`,
    chooseAll: "اختيار كل المعروضين",
    actions: (name) => `إجراءات ${apart(name)}`,
    open: "فتح",
    invite: "دعوة",
    inviteAgain: "دعوة من جديد",
    inviteCount: (count) => `دعوة ${ofCustomers(count)}`,
    chosen: (count) => `تم اختيار ${ofCustomers(count)}`,
    choseNone: "إلغاء الاختيار",
    newTicketFor: (name) => `تذكرة جديدة للعميل ${apart(name)}`,
    stopped: "أوقفه صاحبه",
    stoppedCount: (count, isMore) => `حسابات أوقفها أصحابها وتنتظر قرارك: ${isMore ? "أكثر من " : ""}${count}`,
    shared: (count, isMore) => `عملاء يشتركون مع غيرهم في عنوان واحد: ${isMore ? "أكثر من " : ""}${count}`,
    looked: (count) => `تم البحث في أول ${count}.`,
    lookFurther: "متابعة البحث",
    sharedShow: "عرضهم",
    sharedAll: "عرض الجميع",
    states: {
      none: "بلا دعوة",
      sent: "تمت دعوته",
      bounced: "عادت الدعوة",
      opened: "فُتحت الدعوة",
      registered: "مسجَّل",
    },
    inviteSent: (name) => `الدعوة في طريقها إلى ${apart(name)}`,
    inviteKept: (name) => `دعوة ${apart(name)} محفوظة ضمن البريد: مكتب الدعم هذا لا يرسل بريدًا بعد`,
    invitedKept: "مكتب الدعم هذا لا يرسل بريدًا بعد: حُفظت الدعوات ضمن البريد.",
    notInvited: (name, why) => `لم تُرسل الدعوة إلى ${apart(name)}. ${apart(why)}`,
    notAllInvited: (why) => `لم تُرسل الدعوة إلى الجميع. ${apart(why)}`,
    invited: (count, refused) =>
      `${invitedCustomers(count)}${refused.length > 0 ? ` لم تُرسل الدعوة إلى: ${refused.map(apart).join("، ")}.` : ""}`,
    whyNotInvited: {
      no_address: "بلا عنوان",
      registered: "له حساب",
      stopped: "أوقف صاحبه حسابه",
      too_many: "وصلته رسائل عدة قبل قليل",
      portal_off: "البوابة متوقفة",
      unknown: "لم يعد موجودًا هنا",
    },
    noAddress: "بلا عنوان",
    found: (count) => results(count),
    remove: (name) => `إزالة ${apart(name)}`,
    empty:
      "لا عملاء بعد. يمكنك إضافة الأول، أو استيراد قائمة، أو ترك العملاء يسجّلون بأنفسهم. من يكتب دون حساب لا يظهر إلا في تذكرته.",
    nothingFound: "لا عملاء يوافقون هذه التصفية.",
    failed: "تعذّرت قراءة القائمة.",

    emailHint: "تُرسل الدعوات إليه. ويصبح مؤكَّدًا حين يستخدم صاحبه إحداها.",
    companyPlaceholder: "البحث أو كتابة اسم جديد",
    createCompany: (name) => `إضافة الشركة «${apart(name)}»`,
    welcome: "إرسال رسالة الترحيب",
    welcomeHint: "فيها رابط لاختيار كلمة مرور، يعمل لمدة 24 ساعة.",
    welcomePortalOff: "بوابة العملاء لهذا المشروع متوقفة.",
    welcomeQuiet: "إشعارات هذا المشروع متوقفة.",
    welcomeKept: "تُحفظ ضمن البريد: مكتب الدعم هذا لا يرسل بريدًا بعد.",
    welcomeNoAddress: "يُرجى كتابة عنوان أولًا.",
    addDone: (name) => `تمت إضافة ${apart(name)}`,
    none: "لا مشاريع بعد، ولكل عميل مشروع يتبعه.",
  },

  permissions: {
    title: "الصلاحيات",
    lead: {
      project: "ما يُسمح به لعملاء هذا المشروع، ما لم يُحدَّد غير ذلك لشركتهم أو لهم.",
      company: "لكل من في هذه الشركة، وتسبق ما يحدده المشروع.",
      customer: "لهذا الشخص وحده، وتسبق ما تحدده الشركة والمشروع.",
    },
    names: {
      priority: "الأولوية",
      type: "النوع",
      tags: "الوسوم",
      seeAgents: "اسم موظف الدعم",
      closeTickets: "إغلاق التذاكر",
      viewCompanyTickets: "تذاكر الشركة",
    },
    hints: {
      priority: "مدى استعجال التذكرة.",
      type: "ما تدور حوله التذكرة.",
      tags: "الكلمات التي يصنّف بها مكتب الدعم التذاكر.",
      seeAgents: "من أُسندت إليه التذكرة في مكتب الدعم.",
      closeTickets: "ينهي العملاء التذكرة دون سؤالك.",
      viewCompanyTickets: "يقرأ العملاء ما كتبه زملاؤهم ويردون عليه.",
    },
    values: { none: "بلا صلاحية", view: "عرض", edit: "عرض وتغيير", true: "نعم", false: "لا" },
    inherit: (from, value) => `موروثة (${from}: ${value})`,
    levels: {
      default: "الأصل في Deskbell",
      project: "المشروع",
      company: "الشركة",
      customer: "محدَّد لهذا الشخص",
    },
    level: (level, name) => `${level}: ${apart(name)}`,
    failed: (why) => `لم يتغيّر شيء. ${apart(why)}`,
  },

  entry: {
    /** The contract's table of the two switches, one row at a time. */
    who: (loginRequired, selfRegistration) =>
      loginRequired
        ? selfRegistration
          ? "حاليًا: لا يكتب ولا يقرأ إلا من سجّل دخوله من العملاء، وكل من يؤكّد عنوانه يصبح واحدًا منهم."
          : "حاليًا: لا يكتب ولا يقرأ إلا من سجّل دخوله من العملاء، ولا يسجّل الدخول إلا من أُضيف أو استُورد أو دُعي."
        : selfRegistration
          ? "حاليًا: يكتب ويقرأ كل من لديه الرابط، ويحصل على حساب كل من يؤكّد عنوانه."
          : "حاليًا: يكتب ويقرأ كل من لديه الرابط؛ أما الحساب فلمن أُضيف أو استُورد أو دُعي.",
    passwordInWidget: "كلمات المرور في أداة المساعدة",
    passwordInWidgetOn: "يمكن للعملاء كتابة كلمة المرور داخل أداة المساعدة أيضًا.",
    passwordInWidgetOff:
      "في أداة المساعدة يسجّل العملاء الدخول برمز يصلهم بالبريد، ولا تُكتب كلمة المرور إلا في صفحة البوابة.",
    notifications: "الإشعارات",
    notificationsOn:
      "تصل ردودك إلى العملاء بالبريد، ويُبلَّغون عند حل التذكرة أو إغلاقها، وتصل إلى الجدد طريقة لإعداد تسجيل الدخول.",
    notificationsOff: "يتلقى العملاء تأكيدات الاستلام والرموز والروابط التي يطلبونها، والدعوات. تبقى الردود في البوابة.",
  },
};
