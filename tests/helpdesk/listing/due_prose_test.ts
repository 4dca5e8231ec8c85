import assert from "node:assert/strict";
import { type DueProse, readDueProse } from "../../../lib/helpdesk/listing/due_prose.ts";

/** As Django writes them, in each language of those that are read. */
const PROSE: Readonly<Record<DueProse, readonly string[]>> = {
  overdue: [
    ...["now", "a minute ago", "2\xa0hours ago", "1\xa0year, 1\xa0month ago", "vor 2 Stunden"],
    ...["1\xa0Monat, 1\xa0Woche her", "il y a 1\xa0jour, 12\xa0heures", "hace 2 horas", "2 ore fa"],
    ...[
      "há 5 segundos atrás",
      "1\xa0dag, 12\xa0uur geleden",
      "1年, 1ヶ月前",
      "2\xa0godziny\xa0temu",
    ],
    "1\xa0день, 12\xa0часов назад",
  ],
  ahead: [
    ...["a minute from now", "1\xa0month, 1\xa0week from now", "in einer Stunde"],
    ...[
      "1\xa0Jahr, 1\xa0Monat von jetzt an",
      "dans 2\xa0heures",
      "1\xa0mes, 1\xa0semana desde ahora",
    ],
    ...[
      "2 horas a partir de ahora",
      "tra un'ora",
      "1\xa0anno, 1\xa0mese da adesso",
      "daqui a 2 horas",
    ],
    ...[
      "1\xa0ano, 1\xa0mês a partir de agora",
      "over 2\xa0minuten",
      "今から1時間",
      "za\xa0godzinę",
    ],
    "через 1\xa0год, 1\xa0месяц",
  ],
  untold: ["1 month, 1 week", "Next Friday", "για 2 ώρες", "vor 2 hours from now"],
};

Deno.test("readDueProse() tells past and future only where the prose does", () => {
  for (const [told, texts] of Object.entries(PROSE)) {
    for (const text of texts) assert.equal(readDueProse(text), told, text);
  }
});
