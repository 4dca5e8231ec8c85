import assert from "node:assert/strict";
import { HelpdeskZone } from "../../../lib/helpdesk/session/helpdesk_zone.ts";

Deno.test("HelpdeskZone.shift() keeps the instant, with the offset that was seen nearest to it", () => {
  const zone = new HelpdeskZone();
  const summer = "2026-07-01T22:30:00+00:00";
  assert.equal(zone.shift(summer), summer, "no offset is known yet");
  for (const seen of ["2026-01-10T08:00:00+01:00", "2026-06-10T08:00:00.5+02:00", "yesterday"]) {
    zone.observe(seen);
  }
  assert.equal(zone.shift(summer), "2026-07-02T00:30:00+02:00");
  assert.equal(zone.shift("2026-01-01T12:00:00+00:00"), "2026-01-01T13:00:00+01:00");
  assert.equal(
    zone.shift("2026-01-01T12:00:00"),
    "2026-01-01T12:00:00",
    "nobody tells the instant",
  );
});

Deno.test("HelpdeskZone.shift() writes offsets of hours and minutes, ahead and behind", () => {
  for (
    const [seen, shown] of [["+05:30", "05:30:00+05:30"], ["-03:30", "20:30:00-03:30"]] as const
  ) {
    const zone = new HelpdeskZone();
    zone.observe(`2026-01-01T00:00:00${seen}`);
    assert.equal(zone.shift("2026-01-02T00:00:00+00:00").slice(11), shown);
  }
});
