/** Who writes what in the pictures: on the light shop in the light theme, on the dark one in the dark. */
import type { Look } from "./camera.ts";

interface Shop {
  path: string;
  launcher: string;
  project: string;
  /** What is photographed there for a customer's file. */
  seen: string;
}

interface Letter {
  subject: string;
  body: string;
}

interface Person {
  name: string;
  email: string;
}

interface Told {
  /** Where the demo's own is in another language. */
  greeting?: string;
  ticket: Letter & { file: string; answer: string };
  reply: string;
  draft: Letter;
}

interface People {
  me: Person;
  colleague: Person;
  company: string;
  /** Written with my address before it was proven to be mine. */
  claimed: Letter;
  signedIn: Letter & { tag: string };
  /** The last one is opened. */
  colleagues: [Letter, Letter];
  portal: Letter;
}

export type Story = Shop & Told & People;

const shops: Record<Look["theme"], Shop> = {
  light: { path: "/", launcher: "Ask us", project: "Willow Tea", seen: ".tin >> nth=3" },
  dark: { path: "/bikes.html", launcher: "Help", project: "Harbour Bikes", seen: "svg >> nth=0" },
};

const told: Record<Look["language"], Record<Look["theme"], Told>> = {
  en: {
    light: {
      ticket: {
        subject: "My tin arrived dented",
        body: "Hello,\n\nthe lid of the **Evening Willow** I ordered last week does not close any more.\nCould you send another one?\n\n- order 4711\n- two tins, one is fine",
        file: "dented lid.png",
        answer:
          "I am sorry about that! A new tin leaves today, with a little sencha for the wait.\n\nPlease keep the old one.",
      },
      reply: "That is kind. The old one holds my buttons now.",
      draft: { subject: "Do you have loose jasmine?", body: "I only find it in bags, 20 g each." },
    },
    dark: {
      ticket: {
        subject: "Bike 318 has no light",
        body: "Hello,\n\nthe front light of **bike 318** stays off. I left it at the Old Crane.\n\n- rented at 18:40\n- the code worked",
        file: "bike 318.png",
        answer: "Thank you for telling us! Somebody picks it up tonight, and your ride is free.",
      },
      reply: "It stands on the left, behind the kiosk.",
      draft: { subject: "A bike for 3 weeks", body: "Is there a price for longer than a day?" },
    },
  },
  ar: {
    light: {
      greeting: "أهلًا بك. كيف نخدمك؟",
      ticket: {
        subject: "وصلت علبة Evening Willow تالفة (4711)",
        body: "مرحبًا،\n\nغطاء علبة **Evening Willow** لا يُغلق، وهذه صورته.\n\n- رقم الطلب: 4711\n- العلبة الثانية سليمة\n\nPlease answer in English too.",
        file: "صورة (2) lid.png",
        answer: "نعتذر عن ذلك! نرسل إليك علبة جديدة اليوم.\n\n> Order 4711\n\nWith kind regards",
      },
      reply: "شكرًا جزيلًا. أحتفظ بالعلبة القديمة للأزرار.",
      draft: { subject: "هل لديكم ياسمين سائب؟", body: "لا أجده إلا في أكياس، 20 غ لكل كيس." },
    },
    dark: {
      greeting: "أين توقفت الرحلة؟",
      ticket: {
        subject: "الدراجة 318 بلا ضوء",
        body: "مرحبًا،\n\nالضوء الأمامي في **الدراجة 318** لا يعمل. تركتها عند Old Crane.\n\n- استأجرتها في 18:40\n- الرمز كان صحيحًا",
        file: "دراجة 318.png",
        answer: "شكرًا لإخبارنا! نأخذها الليلة، ورحلتك مجانية.\n\n> Bike 318",
      },
      reply: "هي على اليسار، خلف الكشك.",
      draft: { subject: "دراجة لمدة 3 أسابيع", body: "هل من سعر لأكثر من يوم؟" },
    },
  },
};

const people: Record<Look["language"], People> = {
  en: {
    me: { name: "Mia Claes", email: "mia@claes.example" },
    colleague: { name: "Tom Berg", email: "tom.berg@example.com" },
    company: "Harbour School",
    claimed: { subject: "Is there a discount for schools?", body: "We are forty, and always thirsty." },
    signedIn: {
      subject: "The code for bay 12 does not work",
      body: "Hello,\n\nit says *try again* since this morning.",
      tag: "bay 12",
    },
    colleagues: [
      { subject: "An invoice for April, please", body: "Hello, could we have one for the whole class?" },
      { subject: "Can we come with thirty children?", body: "We would like to visit in May." },
    ],
    portal: {
      subject: "Which tea for a cold morning?",
      body: "Something strong, without milk. What do you drink?",
    },
  },
  ar: {
    me: { name: "ليلى حداد", email: "laila@haddad.example" },
    colleague: { name: "سامي منصور", email: "sami@haddad.example" },
    company: "مدرسة الميناء",
    claimed: { subject: "هل من خصم للمدارس؟", body: "نحن أربعون." },
    signedIn: { subject: "رمز الموقف 12 لا يعمل", body: "مرحبًا،\n\nتظهر *try again* منذ الصباح.", tag: "الموقف 12" },
    colleagues: [
      { subject: "فاتورة شهر نيسان من فضلكم", body: "مرحبًا، هل نحصل على فاتورة واحدة للصف كله؟" },
      { subject: "هل يمكننا الحضور مع ثلاثين طفلًا؟", body: "نود الزيارة في أيار." },
    ],
    portal: { subject: "أي شاي لصباح بارد؟", body: "شيء قوي، بلا حليب. ماذا تشربون؟" },
  },
};

export const storyOf = ({ language, theme }: Look): Story => ({
  ...shops[theme],
  ...told[language][theme],
  ...people[language],
});
