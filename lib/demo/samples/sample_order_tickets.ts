import type { SampleTicket } from "./sample_ticket.ts";

/** Queue "Customer Orders". */
export const ORDER_TICKETS: readonly SampleTicket[] = [
  {
    title: "Order 20418: two of three sensors missing",
    text: "The box held one sensor only. The delivery note says three. Our assembly line waits.",
    priority: 1,
    assignee: "staff",
    from: "purchasing@example.org",
    age: 22,
    due: 1,
    conversation: [
      {
        by: "staff",
        after: 1,
        text: "Sorry about this. Checking with the warehouse.",
        minutes: 10,
      },
      {
        by: "staff",
        after: 3,
        text: "The warehouse found both on the shelf: packed by hand that day. Sending by courier.",
        internal: true,
        minutes: 30,
      },
      {
        by: "staff",
        after: 4,
        text: "Both sensors left by courier today, arrival tomorrow.",
        minutes: 5,
      },
    ],
  },
  {
    title: "Invoice shows the wrong tax number",
    text: "Please issue invoice 88-1204 again with our new tax number. It is on our letterhead.",
    assignee: "staff",
    from: "billing@example.org",
    age: 64,
    due: 5,
  },
  {
    title: "Смена адреса доставки для заказа 20399",
    text:
      "Здравствуйте! Просим доставить заказ 20399 на склад № 4, ворота 12. Старый адрес больше " +
      "не действует.",
    from: "logistics@example.org",
    age: 40,
    due: 2,
    conversation: [
      { by: "staff", after: 5, text: "Адрес изменён, перевозчик предупреждён.", minutes: 15 },
    ],
  },
  {
    title: "Return of a damaged display unit",
    text: "The glass broke in transit. Photos went to the carrier.",
    status: "Reopened",
    priority: 2,
    assignee: "agent",
    from: "service@example.org",
    age: 150,
    conversation: [
      { by: "agent", after: 4, text: "Return number R-5512. Pick-up on Thursday.", minutes: 15 },
      { by: "staff", after: 50, text: "Replacement sent.", minutes: 10, newStatus: "Resolved" },
      { after: 120, text: "The replacement has the same crack.", newStatus: "Reopened" },
    ],
  },
  {
    title: "Quotation for forty handheld meters",
    text: "Please quote forty units of HM-2 with case, delivery in two lots.",
    priority: 4,
    assignee: "agent",
    from: "procurement@example.org",
    age: 74,
    due: 6,
  },
  {
    title: 'Customer portal shows order 20377 as "in productlon"',
    text: "Typing error in the status text.",
    status: "Resolved",
    priority: 5,
    assignee: "staff",
    from: "customer",
    age: 220,
    conversation: [
      { by: "staff", after: 3, text: "Corrected.", minutes: 5, newStatus: "Resolved" },
    ],
  },
  {
    title: "Customs papers for a shipment to São Paulo",
    text: "A broker asks for the certificate of origin in Portuguese: «certificado de origem».",
    assignee: "staff",
    from: "export",
    age: 34,
    due: 3,
  },
  {
    title: "Delivery date for order 20431",
    text: "When can we expect the order?",
    status: "Closed",
    priority: 4,
    assignee: "agent",
    from: "purchasing@example.org",
    age: 340,
    conversation: [
      { by: "agent", after: 2, text: "In calendar week 31.", minutes: 5, newStatus: "Closed" },
    ],
  },
  {
    title: "Repeated order 20415?",
    text: "We received the same confirmation twice.",
    status: "Duplicate",
    from: "billing@example.org",
    age: 62,
  },
  {
    title:
      "Complaint about the packaging of order 20422, the delivery note of which named another " +
      "product, another quantity and another address, so that our goods-in department refused it " +
      "at first and noticed late",
    text: "See the title. We keep the goods.",
    priority: 3,
    from: "goods-in@example.org",
    age: 58,
    role: "longTitle",
  },
];
