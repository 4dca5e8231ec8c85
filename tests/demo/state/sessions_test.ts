import assert from "node:assert/strict";
import { SuspiciousRequest } from "../../../lib/demo/python/server_fault.ts";
import {
  DatabaseSessions,
  Session,
  SignedCookieSessions,
} from "../../../lib/demo/state/sessions.ts";

const now = () => new Date("2026-01-01T00:00:00Z");

for (const engine of [new DatabaseSessions(), new SignedCookieSessions(now)]) {
  const name = engine.constructor.name;

  Deno.test(`${name}.load() gives back what save() kept, as a copy`, async () => {
    const session = new Session(null, { user: 7, agentIntent: "整理 🦆" });
    const cookie = await engine.save(session);
    const loaded = await engine.load(cookie);
    assert.deepEqual(loaded.values, { user: 7, agentIntent: "整理 🦆" });
    loaded.set({ user: 8 });
    assert.equal((await engine.load(cookie)).values.user, 7);
  });

  Deno.test(`${name}.load() starts anew for a cookie that is missing, invented or tampered with`, async () => {
    const cookie = await engine.save(new Session(null, { user: 7 }));
    for (const bad of [undefined, "", "invented", `${cookie}0`, `x${cookie}`, "a:b:zz"]) {
      const session = await engine.load(bad);
      assert.deepEqual([session.key, session.values], [null, {}], bad);
      assert.ok(session.empty);
    }
  });
}

Deno.test("DatabaseSessions.save() fails when the session was ended meanwhile", async () => {
  const engine = new DatabaseSessions();
  const cookie = await engine.save(new Session(null, { user: 7 }));
  const [first, second] = [await engine.load(cookie), await engine.load(cookie)];
  engine.remove(first);
  second.set({ agentIntent: "late" });
  await assert.rejects(engine.save(second), SuspiciousRequest);
});

Deno.test("SignedCookieSessions.save() makes a new cookie each time, and an earlier one still works", async () => {
  const engine = new SignedCookieSessions(now);
  const session = new Session(null, { user: 7 });
  const first = await engine.save(session);
  const second = await engine.save(session);
  assert.notEqual(first, second);
  assert.equal((await engine.load(first)).values.user, 7);
});

Deno.test("SignedCookieSessions.save() packs a long intent into what a cookie can hold", async () => {
  const letter = (_: unknown, index: number) => String.fromCodePoint(0x4e00 + index * 7);
  const agentIntent = Array.from({ length: 512 }, letter);
  const engine = new SignedCookieSessions(now);
  const cookie = await engine.save(new Session(null, { agentIntent: agentIntent.join("") }));
  assert.ok(cookie.length < 4000, String(cookie.length));
});
