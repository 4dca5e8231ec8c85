import assert from "node:assert/strict";
import { HelpdeskClock } from "../../../lib/helpdesk/session/helpdesk_clock.ts";
import { HelpdeskZone } from "../../../lib/helpdesk/session/helpdesk_zone.ts";
import { onOtherDays } from "../../http/fake_clock.ts";
import { reply } from "../http_replies.ts";

Deno.test("HelpdeskClock.at() follows the helpdesk's own clock", () =>
  onOtherDays((clock) => {
    clock.setSystemTime(Date.parse("2026-03-01T12:00:00Z"));
    const helpdesk = new HelpdeskClock();
    assert.equal(helpdesk.at(1_000), 1_000);
    helpdesk.observe(reply(200, "", { date: "Sun, 01 Mar 2026 11:00:00 GMT" }));
    const useless: Record<string, string>[] = [{}, { date: "" }, { date: "yesterday" }];
    for (const headers of useless) {
      assert.equal(helpdesk.at(Date.now()), Date.parse("2026-03-01T11:00:00Z"));
      helpdesk.observe(reply(200, "", headers));
    }
    assert.equal(helpdesk.at(Date.now()), Date.parse("2026-03-01T11:00:00Z"));
  }));

/** A zone of which these moments were seen. */
function zoneOf(...seen: string[]): HelpdeskZone {
  const zone = new HelpdeskZone();
  for (const moment of seen) zone.observe(moment);
  return zone;
}

Deno.test("HelpdeskZone.shift() keeps the instant, with the offset that was seen nearest to it", () => {
  const summer = "2026-07-01T22:30:00+00:00";
  assert.equal(zoneOf().shift(summer), summer, "no offset is known yet");
  const zone = zoneOf("2026-01-10T08:00:00+01:00", "2026-06-10T08:00:00.5+02:00", "yesterday");
  assert.equal(zone.shift(summer), "2026-07-02T00:30:00+02:00");
  assert.equal(zone.shift("2026-01-01T12:00:00+00:00"), "2026-01-01T13:00:00+01:00");
  const unplaced = "2026-01-01T12:00:00";
  assert.equal(zone.shift(unplaced), unplaced, "nobody tells the instant");
});

Deno.test("HelpdeskZone.shift() writes offsets of hours and minutes, ahead and behind", () => {
  for (const [seen, shown] of [["+05:30", "05:30:00+05:30"], ["-03:30", "20:30:00-03:30"]]) {
    const shifted = zoneOf(`2026-01-01T00:00:00${seen}`).shift("2026-01-02T00:00:00+00:00");
    assert.equal(shifted.slice(11), shown);
  }
});
