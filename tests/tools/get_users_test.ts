import assert from "node:assert/strict";
import { DATA } from "../../lib/mcp/call_result.ts";
import { textOf } from "../tool_caller.ts";
import { callerOf, requestLines } from "./site_caller.ts";
import { siteParts } from "./site_parts.ts";

type User = { id: number; name: string; username?: string };

siteParts("get_users", {}, {
  "has pages of 25": async (site, context) => {
    await context.step("a short list is one page, for agents too", async () => {
      for (const account of ["staff", "agent"] as const) {
        await site.reset();
        const { users, ...rest } = await callerOf(site, account).succeed("get_users");
        const expected = site.users.map(({ id, username }) => ({ id, username }));
        const byId = (one: User, other: User) => one.id - other.id;
        const told = users.toSorted(byId)
          .map(({ id, name, username }: User) => ({ id, username: username ?? name }));
        assert.deepEqual(told, expected.toSorted((one, other) => one.id - other.id));
        assert.deepEqual(rest, { texts_are: DATA, page: 1, pages: 1, total: site.users.length });
      }
    });

    await site.reset();
    const created = Array.from({ length: 60 }, (_, place) => ({
      username: `user-${String(place).padStart(2, "0")}@example.com`,
    }));
    const ids = await site.createUsers(created);
    const total = site.users.length + created.length;
    assert.ok(total > 50 && total < 75, "three pages");
    const caller = callerOf(site, "staff");

    await context.step("every user is on exactly one page, in the order of names", async () => {
      const users: User[] = [];
      for (const [page, size] of [[1, 25], [2, 25], [3, total - 50]] as const) {
        const answer = await caller.succeed("get_users", { page });
        assert.equal(answer.users.length, size);
        assert.deepEqual([answer.page, answer.pages, answer.total], [page, 3, total]);
        users.push(...answer.users);
      }
      const ordered = users.toSorted((one, other) => one.name.localeCompare(other.name, "en"));
      assert.deepEqual(users, ordered);
      const names = new Map(users.map(({ id, name }) => [id, name]));
      assert.equal(names.size, total);
      for (const [place, id] of ids.entries()) {
        assert.equal(names.get(id), created[place]?.username);
      }
      const options = await requestLines(site, ({ method }) => method === "OPTIONS");
      assert.equal(options.length, 1);
    });

    await context.step("the text says how to go on", async () => {
      const text = textOf(await caller.call("get_users"));
      assert.ok(text.includes(`25 of ${total} users, page 1 of 3; page=2 cont`), text);
      assert.doesNotMatch(textOf(await caller.call("get_users", { page: 3 })), /continues/);
    });

    await context.step("past the last page the error says how many there are", async () => {
      const message = await caller.fail("get_users", { page: 4 });
      const told = `Page 4 does not exist: there are 3 pages of 25 (${total} in all); page=3 is`;
      assert.ok(message.includes(told), message);
      assert.match(await caller.fail("get_users", { page: 0 }), /page/);
    });
  },

  "a user made since the list was read is found": async (site) => {
    const caller = callerOf(site, "staff");
    await caller.succeed("get_users");
    const [id] = await site.createUsers([{ username: "newcomer", staff: true }]);
    // The list is not asked for twice within two seconds.
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    await caller.succeed("update_ticket", { ticket_id: 20, assigned_to: id });
    assert.equal((await site.ticket(20))?.assigned_to, id);
  },
});
