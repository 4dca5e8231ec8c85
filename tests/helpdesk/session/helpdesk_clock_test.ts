import assert from "node:assert/strict";
import { HelpdeskClock } from "../../../lib/helpdesk/session/helpdesk_clock.ts";
import { onStillClock } from "../../http/fake_clock.ts";

function replyOf(date: string | undefined) {
  const headers = new Headers(date === undefined ? {} : { date });
  return { status: 200, headers, url: new URL("http://localhost/"), text: "" };
}

Deno.test("HelpdeskClock.at() follows the helpdesk's own clock", () =>
  onStillClock((clock) => {
    clock.setSystemTime(Date.parse("2026-03-01T12:00:00Z"));
    const helpdesk = new HelpdeskClock();
    assert.equal(helpdesk.at(1_000), 1_000);
    helpdesk.observe(replyOf("Sun, 01 Mar 2026 11:00:00 GMT"));
    assert.equal(helpdesk.at(Date.now()), Date.parse("2026-03-01T11:00:00Z"));
    for (const useless of [undefined, "", "yesterday"]) helpdesk.observe(replyOf(useless));
    assert.equal(helpdesk.at(Date.now()), Date.parse("2026-03-01T11:00:00Z"));
    return Promise.resolve();
  }));
