/** What happened in two small shops. Times are hours before the demo is made. */
import type { TicketPriority, TicketStatus } from "../contract/tickets.ts";

export interface StoryMessage {
  /** "customer", or the name of the agent. */
  by: string;
  hoursAgo: number;
  body: string;
  internal?: boolean;
}

export interface Story {
  subject: string;
  from: { name: string; email?: string; known?: boolean };
  inbox?: string;
  type?: string;
  priority?: TicketPriority;
  tags?: string[];
  assignee?: string;
  status: TicketStatus;
  messages: [StoryMessage, ...StoryMessage[]];
}

export interface DemoProject {
  name: string;
  key: string;
  color: string;
  greeting: string;
  inboxes: { name: string; replyAs: "agent" | "inbox" }[];
  stories: Story[];
}

export const agents = [
  { name: "Maya Lindqvist", email: "maya@deskbell.example" },
  { name: "Tom Okafor", email: "tom@deskbell.example" },
];

const maya = "Maya Lindqvist";
const tom = "Tom Okafor";

export const demoProjects: DemoProject[] = [
  {
    name: "Willow Tea",
    key: "willow-tea-demo01",
    color: "#3f6b4f",
    greeting: "Tea troubles, brewing questions, or just a kind word: write to us.",
    inboxes: [
      { name: "Support", replyAs: "agent" },
      { name: "Wholesale", replyAs: "inbox" },
    ],
    stories: [
      {
        subject: "My sencha arrived with a torn bag",
        from: { name: "Priya Raman", email: "priya.raman@example.com", known: true },
        type: "Problem",
        priority: "high",
        tags: ["damaged"],
        assignee: maya,
        status: "waiting",
        messages: [
          {
            by: "customer",
            hoursAgo: 26,
            body: "Hello,\n\nthe parcel came today (order 20418). The box is fine, but one of the two sencha bags is torn along the seam and about half of it is loose in the box.\n\nCould you send another one? It was meant as a gift for Saturday.",
          },
          {
            by: maya,
            hoursAgo: 25,
            body: "Seam again, third this month from batch 0911. I have told the packing team.",
            internal: true,
          },
          {
            by: maya,
            hoursAgo: 24.8,
            body: "Hello Priya,\n\nI am sorry about that. A new bag leaves today by express and should be with you on Friday:\n\n- Sencha Asamushi, 100 g\n- a small tin of genmaicha, with our apologies\n\nYou need not send anything back. Does Friday before noon work for the delivery?",
          },
        ],
      },
      {
        subject: "How hot for gyokuro?",
        from: { name: "Jonas Weber", email: "jonas.weber@example.com", known: true },
        type: "Question",
        assignee: tom,
        status: "solved",
        messages: [
          {
            by: "customer",
            hoursAgo: 75,
            body: "The label says 50 degrees, your website says 60. Which is it? It came out rather bitter at 60.",
          },
          {
            by: tom,
            hoursAgo: 73,
            body: "Hello Jonas,\n\n50 to 55 degrees for the first infusion, and two minutes. The website had an old value, we have put it right. Thank you for telling us.\n\n1. Warm the pot with the water you will use.\n2. Let it cool in the pot to about 50 °C.\n3. Add the leaves and wait two minutes.",
          },
          { by: "customer", hoursAgo: 70, body: "Much better. Thank you!" },
        ],
      },
      {
        subject: "Can I change the delivery address?",
        from: { name: "Aoife Brennan", email: "aoife@example.net" },
        type: "Question",
        status: "new",
        messages: [
          {
            by: "customer",
            hoursAgo: 1.2,
            body: "I ordered this morning (20455) and only now saw that it goes to our old flat. Is it too late to change it to 14 Harbour Row?",
          },
        ],
      },
      {
        subject: "Idea: a refill subscription",
        from: { name: "Lukas Meyer" },
        type: "Idea/Feedback",
        status: "new",
        messages: [
          {
            by: "customer",
            hoursAgo: 3.5,
            body: "I buy the same three teas every six weeks. A subscription with *paper refills* instead of tins would save you tins and me a reminder. I would even take it without a discount.",
          },
        ],
      },
      {
        subject: "Voucher is not accepted",
        from: { name: "Grace Adeyemi", email: "grace.adeyemi@example.com", known: true },
        type: "Problem",
        priority: "urgent",
        tags: ["checkout", "voucher"],
        assignee: maya,
        status: "open",
        messages: [
          {
            by: "customer",
            hoursAgo: 9,
            body: "The checkout says `voucher_expired` for WINTER-25, but it is printed on the card that came with my last order: valid until 31 December.",
          },
          {
            by: maya,
            hoursAgo: 7.5,
            body: "Hello Grace,\n\nthat should work, and it is on our side. Could you tell me whether you were signed in when you tried?",
          },
          {
            by: "customer",
            hoursAgo: 0.6,
            body: "Yes, signed in, and I tried on the phone as well. Same message both times.",
          },
        ],
      },
      {
        subject: "Wholesale prices for a café",
        from: { name: "Marta Kowalska", email: "marta@kawiarnia.example", known: true },
        inbox: "Wholesale",
        type: "Question",
        assignee: tom,
        status: "on-hold",
        messages: [
          {
            by: "customer",
            hoursAgo: 120,
            body: "We are opening a café in May and would like to serve your black teas. Do you have a price list for about 5 kg a month?",
          },
          {
            by: tom,
            hoursAgo: 118,
            body: "Hello Marta,\n\nhow lovely. Our new wholesale list comes out on the first of the month; I will send it to you the same day, so that you do not plan with old prices.",
          },
        ],
      },
      {
        subject: "Three boxes of Earl Grey, please",
        from: { name: "Zofia Nowicka", email: "zofia@kawiarnia.example", known: true },
        inbox: "Wholesale",
        type: "Question",
        assignee: tom,
        status: "waiting",
        messages: [
          {
            by: "customer",
            hoursAgo: 33,
            body: "Could you add three boxes of the loose Earl Grey to our next delivery? Same invoice address as always.",
          },
          {
            by: tom,
            hoursAgo: 31,
            body: "Hello Zofia,\n\nwith pleasure. They would come on Tuesday with the sencha; does that suit you?",
          },
        ],
      },
      {
        subject: "Which teas have no caffeine?",
        from: { name: "Elif Demir", email: "elif.demir@example.org" },
        type: "Question",
        assignee: tom,
        status: "closed",
        messages: [
          {
            by: "customer",
            hoursAgo: 400,
            body: "Which of your teas are free of caffeine? I am looking for something for the evening.",
          },
          {
            by: tom,
            hoursAgo: 398,
            body: "Hello Elif,\n\nall our herbal teas and the rooibos. *Evening Meadow* is what most of us drink after eight.\n\n> free of caffeine\n\nis different from “decaffeinated”, by the way: we sell none of those.",
          },
          { by: "customer", hoursAgo: 396, body: "Perfect, thank you." },
        ],
      },
      {
        subject: "Invoice with our VAT number",
        from: { name: "Henrik Solberg", email: "henrik@solberg.example", known: true },
        type: "Question",
        priority: "low",
        tags: ["invoice"],
        assignee: maya,
        status: "solved",
        messages: [
          {
            by: "customer",
            hoursAgo: 50,
            body: "Could you send the invoice for order 20397 again, with our VAT number NO 914 552 771 on it?",
          },
          {
            by: maya,
            hoursAgo: 48,
            body: "Hello Henrik,\n\ndone. It is in your account under *Orders*, and the number is saved for the next ones.",
          },
        ],
      },
      {
        subject: "Teapot lid does not fit",
        from: { name: "Sofía Navarro", email: "sofia.navarro@example.com" },
        type: "Problem",
        tags: ["damaged"],
        status: "open",
        messages: [
          {
            by: "customer",
            hoursAgo: 30,
            body: "The lid of the small clay pot wobbles and falls off when I pour. Is that how it should be?",
          },
          {
            by: tom,
            hoursAgo: 28,
            body: "Hello Sofía,\n\nno, it should sit firmly. Could you send us a picture of the rim from above?",
          },
          {
            by: "customer",
            hoursAgo: 5,
            body: "I do not have a picture at hand, but there is a small drop of glaze on the rim. I can feel it with the finger.",
          },
        ],
      },
      {
        subject: "Thank you for the handwritten card",
        from: { name: "Ines Moreau" },
        type: "Idea/Feedback",
        priority: "low",
        assignee: maya,
        status: "closed",
        messages: [
          { by: "customer", hoursAgo: 520, body: "Just that. It made my week." },
          { by: maya, hoursAgo: 518, body: "And this made ours. I have pinned it to the wall of the packing room." },
        ],
      },
    ],
  },
  {
    name: "Harbour Bikes",
    key: "harbour-bikes-demo02",
    color: "#2b5fa8",
    greeting: "Workshop, orders and everything that rattles.",
    inboxes: [
      { name: "Workshop", replyAs: "agent" },
      { name: "Orders", replyAs: "inbox" },
    ],
    stories: [
      {
        subject: "Brakes squeal after the service",
        from: { name: "Daniel Osei", email: "daniel.osei@example.com", known: true },
        type: "Problem",
        priority: "high",
        assignee: tom,
        status: "waiting",
        messages: [
          {
            by: "customer",
            hoursAgo: 20,
            body: "You changed my pads on Monday and since then the rear brake squeals at every stop. Is it safe to ride?",
          },
          {
            by: tom,
            hoursAgo: 18.5,
            body: "Hello Daniel,\n\nsafe, yes; new pads often sing until they are bedded in. Ten firm stops from 25 km/h usually end it. If it still squeals on Thursday, bring it round and we will look at it while you wait.",
          },
        ],
      },
      {
        subject: "When will the cargo trailer be back in stock?",
        from: { name: "Nadia Haddad", email: "nadia.haddad@example.net" },
        inbox: "Orders",
        type: "Question",
        status: "new",
        messages: [{ by: "customer", hoursAgo: 2, body: "The large one, in green. I would reserve one right away." }],
      },
      {
        subject: "Wrong tyre size delivered",
        from: { name: "Peter Novak", email: "peter.novak@example.com", known: true },
        inbox: "Orders",
        type: "Problem",
        tags: ["return"],
        assignee: maya,
        status: "open",
        messages: [
          {
            by: "customer",
            hoursAgo: 46,
            body: "I ordered 42-622 and got 47-622. They do not fit under my mudguards.",
          },
          {
            by: maya,
            hoursAgo: 44,
            body: "Hello Peter,\n\nour mistake. A label for the return is on its way, and the right tyres leave tomorrow.",
          },
          { by: "customer", hoursAgo: 11, body: "Thanks! The label has not come yet, could you check?" },
        ],
      },
      {
        subject: "Booking a winter check",
        from: { name: "Yuki Tanaka", email: "yuki@example.org", known: true },
        type: "Question",
        assignee: tom,
        status: "solved",
        messages: [
          {
            by: "customer",
            hoursAgo: 90,
            body: "Do you have a place for a winter check next week, ideally in the morning?",
          },
          {
            by: tom,
            hoursAgo: 88,
            body: "Hello Yuki,\n\nWednesday at 9 is yours. It takes about an hour; the coffee next door is good.",
          },
        ],
      },
      {
        subject: "Idea: evening opening on Thursdays",
        from: { name: "Carla Ricci" },
        type: "Idea/Feedback",
        status: "on-hold",
        assignee: maya,
        messages: [
          {
            by: "customer",
            hoursAgo: 160,
            body: "I work until six, so I can never bring the bike myself. One late evening a week would help a lot.",
          },
          {
            by: maya,
            hoursAgo: 150,
            body: "Hello Carla,\n\nwe are talking about it for the spring and I will write to you when it is decided.",
          },
        ],
      },
      {
        subject: "Lost the key of my lock",
        from: { name: "Ben Achterberg", email: "ben@example.com" },
        type: "Question",
        assignee: tom,
        status: "closed",
        messages: [
          {
            by: "customer",
            hoursAgo: 610,
            body: "I bought a lock from you in June and lost both keys. Can you get new ones?",
          },
          {
            by: tom,
            hoursAgo: 600,
            body: "Hello Ben,\n\nwith the number on the key card, yes. Without the card we cannot, and that is rather the point of it.",
          },
          { by: "customer", hoursAgo: 590, body: "Found the card. I will come by." },
        ],
      },
    ],
  },
];
