import type { SampleTicket } from "./sample_ticket.ts";

const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

/** Queue "Facilities & Workplace". */
export const FACILITY_TICKETS: readonly SampleTicket[] = [
  {
    title: "Heating in the east wing stays cold",
    text: "It has been 16 °C in all rooms of the east wing since yesterday morning.",
    priority: 1,
    assignee: "facilities",
    from: "reception",
    age: 26,
    due: 0,
    room: "E-100",
    conversation: [
      {
        by: "facilities",
        after: 1,
        text: "The circulation pump has failed. A spare part is on its way, electric heaters are " +
          "in the corridor.",
        minutes: 60,
      },
      { after: 7, text: "Thank you. Two more heaters would help in E-104." },
      { by: "facilities", after: 8, text: "Brought to E-104.", minutes: 15 },
    ],
  },
  {
    title: "बैठक कक्ष 2 का प्रोजेक्टर चालू नहीं होता",
    text: "नमस्ते, बैठक कक्ष 2 का प्रोजेक्टर चालू नहीं होता। लाल बत्ती तीन बार जलती है।\n" +
      "कल सुबह दस बजे ग्राहक आ रहे हैं।",
    priority: 2,
    assignee: "facilities",
    from: "office-pune",
    age: 16,
    due: 1,
    room: "P-002",
    role: "combining",
  },
  {
    title: "Badge reader at the back door",
    text: "The reader blinks red for everybody. Photo attached.",
    assignee: "facilities",
    from: "security",
    age: 80,
    role: "imageAttachment",
    conversation: [
      {
        by: "facilities",
        after: 2,
        title: "Photo",
        text: "A photo of the reader.",
        file: { name: "reader.png", type: "image/png", base64: PIXEL },
      },
      {
        by: "facilities",
        after: 3,
        text: "The controller needs a new battery; ordered under contract 44-B.",
        internal: true,
        minutes: 20,
      },
    ],
  },
  {
    title: "Coffee machine on floor two leaks",
    text: "A puddle under it every morning.",
    status: "Resolved",
    priority: 4,
    assignee: "facilities",
    from: "customer",
    age: 200,
    conversation: [
      {
        by: "facilities",
        after: 20,
        text: "Seal replaced, watched it for a day.",
        minutes: 40,
        newStatus: "Resolved",
      },
    ],
  },
  {
    title: "Standing desk for the inspection room",
    priority: 5,
    from: "quality",
    age: 400,
    onHold: true,
    role: "held",
    room: "Q-008",
    conversation: [
      { by: "facilities", after: 30, text: "On hold until the budget is decided.", internal: true },
    ],
  },
  {
    title: "Parking space markings have faded",
    text: "Nobody can tell the visitors' places from the others.",
    priority: 5,
    from: "reception",
    age: 500,
    due: 40,
  },
  {
    title: "Fire door B2 does not close by itself",
    text: "It stays open by a hand's width. Found during the monthly round.",
    priority: 1,
    assignee: "facilities",
    from: "security",
    age: 8,
    due: 1,
    room: "B-200",
  },
  {
    title: "Noise from the server room",
    status: "Duplicate",
    priority: 3,
    from: "accounting",
    age: 90,
    role: "merged",
    text: "A high whistling all day. The same as my colleague reported, I think.",
  },
  {
    title: "Fan in the server room whistles",
    text: "One fan in the second rack is loud enough to be heard in accounting.",
    assignee: "network",
    from: "accounting",
    age: 94,
    role: "mergedInto",
    room: "S-001",
    conversation: [
      { by: "network", after: 5, text: "Fan tray ordered.", minutes: 15 },
    ],
  },
  {
    title: "Blinds in the reading room",
    status: "Closed",
    priority: 5,
    assignee: "facilities",
    from: "library",
    age: 700,
    role: "noDescription",
  },
];
