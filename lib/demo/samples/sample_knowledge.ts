import type {
  Article,
  ArticleCategory,
  KnowledgeContent,
  PresetReply,
} from "../state/knowledge.ts";

/** An article nobody voted on yet, open to all. */
function article(title: string, question: string, lines: readonly string[]): Article {
  return { title, question, answer: lines.join("\n"), votes: 0, recommendations: 0, enabled: true };
}

function voted(article: Article, recommendations: number, votes: number): Article {
  return { ...article, votes, recommendations };
}

const IT: ArticleCategory = {
  slug: "it",
  title: "Computers and accounts",
  description: "Laptops, printers, network and passwords.",
  public: true,
  queue: 1,
  articles: [
    voted(
      article(
        "VPN: stay connected from home",
        "The VPN client asks for my code again after some minutes.",
        [
          "The gateway closes tunnels that are **idle for 600 seconds**.",
          "",
          "1. Open the client and choose *Settings*.",
          "2. Switch on `Keep the tunnel alive`.",
          "3. Disconnect, wait ten seconds, connect again.",
          "",
          "Client 7.2 and newer have this switch. Older ones have to be updated first.",
        ],
      ),
      14,
      16,
    ),
    voted(
      article("Choose a new password", "My password has expired or I have forgotten it.", [
        "Passwords last 180 days. After that nothing lets you in but the page for new passwords:",
        "",
        "- in the office: <https://password.example.com>",
        "- from home: come to the desk with your badge, or have your manager call us",
        "",
        "Twelve characters at least. The last ten passwords are not taken again.",
      ]),
      31,
      40,
    ),
    article(
      "Paper size of the label and delivery note printers",
      "Delivery notes come out cut off at the bottom.",
      [
        "The printers keep a paper size of their own, which must be the driver's:",
        "",
        "1. On the printer press *Menu*, *Paper*, *Size* and choose **A4**.",
        "2. On the computer open the printer's properties and choose **A4** there, too.",
        "3. Print the test page.",
        "",
        "```",
        "lpoptions -p warehouse -o media=A4",
        "```",
      ],
    ),
    article(
      "校正ソフトのライセンスを更新する",
      "「ライセンスの有効期限が切れました」と表示されます。",
      [
        "ライセンスは一年ごとに更新します。",
        "",
        "1. 校正用パソコンで「ヘルプ」、「ライセンス」を開きます。",
        "2. 更新用のキーを入力します。キーはITサポートが発行します。",
        "3. ソフトを再起動します。",
      ],
    ),
  ],
};

const FACILITIES: ArticleCategory = {
  slug: "facilities",
  title: "Building and rooms",
  description: "Heating, access, furniture and the kitchen.",
  public: true,
  queue: 2,
  articles: [
    voted(
      article("A lost or broken badge", "The door does not open with my badge, or I lost it.", [
        "Tell reception at once: a lost badge is **blocked within five minutes**.",
        "",
        "A new badge takes a working day. Until then you get a visitor's badge, which opens the main " +
        "door only.",
      ]),
      8,
      9,
    ),
    article("When a room is too cold", "The heating stays cold or a room is below 19 °C.", [
      "First look whether the valve is open and nothing stands before the radiator. If the whole wing " +
      "is cold, it is the pump: open a ticket with priority 1.",
      "",
      "Electric heaters are lent out at reception, *one a room*.",
    ]),
    article("Care of the coffee machines", "The coffee machine leaks or shows an error.", [
      "- Descale it on the first Monday of a month.",
      "- A puddle in the morning means that the seal of the water tank is worn.",
      "- Error `E4`: the drip tray is not in its place.",
    ]),
  ],
};

const ORDERS: ArticleCategory = {
  slug: "orders",
  title: "Orders and deliveries",
  description: "What to tell customers about orders, invoices and returns.",
  public: false,
  queue: 3,
  articles: [
    voted(
      article("A delivery is incomplete", "Parts are missing from a box.", [
        "Ask for the order's number and a photo of the delivery note. Then:",
        "",
        "1. Ask the warehouse to look on the shelf of that order.",
        "2. What is found there goes out **by courier the same day**, at our cost.",
        "3. What is not found is ordered as a replacement; tell the customer the week.",
      ]),
      5,
      5,
    ),
    article("Correct an invoice", "An invoice has a wrong address, tax number or amount.", [
      "An invoice is never changed: it is cancelled and issued again under a new number. Accounting " +
      "needs both the old number and the correct text **in writing**.",
    ]),
    article("Returns of damaged goods", "Goods were damaged in transit and go back.", [
      "Give a return number (`R-` and four digits) and book the pick-up. Photos of box and goods are " +
      "needed for the carrier, within seven days.",
    ]),
  ],
};

const LAB: ArticleCategory = {
  slug: "lab",
  title: "Lab equipment",
  description: "Calibration, measuring devices and the fume hoods.",
  public: true,
  queue: 4,
  articles: [
    article("Restore the firmware of an oscilloscope", "An oscilloscope stops at its logo.", [
      "1. Hold *Utility* while switching it on until the service menu shows.",
      "2. Choose `Write firmware` and wait four minutes.",
      "3. Run the self test.",
      "",
      "Tell us the serial number if the self test fails.",
    ]),
    voted(
      article("Fume hood alarm", "A fume hood beeps although the flow is normal.", [
        "Dust on the sensor is the cause nine times out of ten. Only the facilities team may clean it. " +
        "**Do not switch the alarm off** while somebody works at the hood.",
      ]),
      3,
      4,
    ),
  ],
};

const REPLIES: readonly PresetReply[] = [
  {
    name: "Received, we are looking into it",
    body:
      'Hello,\n\nthank you for your message about "{{ ticket.title }}". We are looking into it and ' +
      "will write again within a working day.\n\n{{ user.get_full_name }}",
    queues: [],
  },
  {
    name: "Closed after silence",
    body:
      "Hello,\n\nwe have not heard from you for a week, so we take it that {{ ticket.ticket }} is " +
      "settled. Answer this mail to open it again.\n\n{{ user.get_full_name }}, {{ queue.title }}",
    queues: [],
  },
  {
    name: "Password: come to the desk",
    body:
      "Hello,\n\nplease come to the desk with your badge; we set a new password with you. From home, " +
      "have your manager call us.\n\n{{ user.get_full_name }}",
    queues: [1],
  },
  {
    name: "A technician comes by",
    body: "Hello,\n\na technician of {{ queue.title }} comes by{% if ticket.due_date %} before " +
      '{{ ticket.due_date|date:"j F" }}{% endif %}. Please make sure that the room is open.',
    queues: [2, 4],
  },
  {
    name: "Missing parts go out by courier",
    body:
      "Dear customer,\n\nwe are sorry: the missing parts of your order leave by courier today, at our " +
      "cost.\n\n{{ user.get_full_name }}",
    queues: [3],
  },
  {
    name: "Return number",
    body:
      "Dear customer,\n\nyour return number is R-____. Please add photos of box and goods; the carrier " +
      "picks them up.",
    queues: [3],
  },
];

/** Twelve articles in four categories, and six canned replies, that fit the sample tickets. */
export const SAMPLE_KNOWLEDGE: KnowledgeContent = {
  categories: [IT, FACILITIES, ORDERS, LAB],
  replies: REPLIES,
};
