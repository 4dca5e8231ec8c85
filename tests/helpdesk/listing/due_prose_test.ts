import assert from "node:assert/strict";
import { type DueProse, readDueProse } from "../../../lib/helpdesk/listing/due_prose.ts";

/** As Django writes them, in each language of those that are read; between numbers and units stands "\xa0". */
const PROSE: Readonly<Record<DueProse, string>> = {
  overdue: `now | a minute ago | 2_hours ago | 1_year, 1_month ago | vor 2 Stunden | 2 ore fa
    1_Monat, 1_Woche her | il y a 1_jour, 12_heures | hace 2 horas | há 5 segundos atrás
    1_dag, 12_uur geleden | 1年, 1ヶ月前 | 2_godziny_temu | 1_день, 12_часов назад`,
  ahead: `a minute from now | 1_month, 1_week from now | in einer Stunde | dans 2_heures
    1_Jahr, 1_Monat von jetzt an | 1_mes, 1_semana desde ahora | 2 horas a partir de ahora
    tra un'ora | 1_anno, 1_mese da adesso | daqui a 2 horas | 1_ano, 1_mês a partir de agora
    over 2_minuten | 今から1時間 | za_godzinę | через 1_год, 1_месяц`,
  untold: "1 month, 1 week | Next Friday | για 2 ώρες | vor 2 hours from now",
};

Deno.test("readDueProse() tells past and future only where the prose does", () => {
  for (const [told, texts] of Object.entries(PROSE)) {
    for (const text of texts.replaceAll("_", "\xa0").split(/\s*[|\n]\s*/)) {
      assert.equal(readDueProse(text), told, text);
    }
  }
});
