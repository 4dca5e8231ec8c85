import assert from "node:assert/strict";
import { diagnose } from "../../../lib/commands/doctor/diagnosis.ts";
import { readConfig } from "../../../lib/settings/config.ts";
import { settingsOf } from "../../account_settings.ts";
import { SAMPLE_KNOWLEDGE } from "../../../lib/demo/samples/sample_knowledge.ts";
import { fillKnowledge } from "../../tools/knowledge/known_helpdesk.ts";
import { ask, type ReleaseCase } from "../release_case.ts";

/** The releases that doctor names, from the first to the one behind the last; the newest has no end. */
const RANGE = /django-helpdesk (\d+\.\d+)(?: (?:to|or) (newer|\d+\.\d+))?/;

/** What the helpdesk is and knows, agent sessions, and doctor. */
export const helpdeskCases: readonly ReleaseCase[] = [
  {
    ...{ tool: "get_queues", asked: "queues, statuses and priorities" },
    async run({ site, staff }) {
      const { outcome, content } = await ask(staff, "get_queues");
      const byId = (one: { id: number }, other: { id: number }) => one.id - other.id;
      assert.deepEqual(
        content.queues.toSorted(byId),
        site.fixture.queues.map(({ id, title }) => ({ id, name: title })),
      );
      assert.deepEqual(content.statuses, site.fixture.statuses);
      assert.deepEqual(content.priorities, site.fixture.priorities);
      return outcome;
    },
  },
  {
    ...{ tool: "get_users", asked: "everybody" },
    async run({ site, staff }) {
      const { outcome, content } = await ask(staff, "get_users");
      const ids = content.users.map(({ id }: { id: number }) => id).sort();
      assert.deepEqual(ids, site.users.map(({ id }) => id).sort());
      return outcome;
    },
  },
  {
    ...{ tool: "search_knowledge", asked: "articles and resolutions" },
    async run({ site, staff }) {
      await fillKnowledge(site, staff);
      const { outcome, content } = await ask(staff, "search_knowledge", {
        query: "oscilloscope self test",
      });
      const titles = content.answers.map(({ title }: { title: string }) => title);
      assert.ok(
        titles.some((title: string) => /Oscilloscope does not boot/.test(title)),
        titles.join(),
      );
      return outcome;
    },
  },
  {
    ...{ tool: "get_article", asked: "one article" },
    async run({ staff }) {
      const { outcome, content } = await ask(staff, "get_article", { article_id: 1 });
      assert.equal(content.answer, SAMPLE_KNOWLEDGE.categories[0]?.articles[0]?.answer);
      return outcome;
    },
  },
  {
    ...{ tool: "canned_replies", asked: "every reply" },
    async run({ staff }) {
      const { outcome, content } = await ask(staff, "canned_replies");
      if (outcome === "refused") return outcome;
      assert.equal(content.replies.length, SAMPLE_KNOWLEDGE.replies.length);
      return outcome;
    },
  },
  {
    ...{ tool: "get_agent_session_info", asked: "with an account that is no agent" },
    run: async ({ staff }) => (await ask(staff, "get_agent_session_info")).outcome,
  },
  {
    ...{ tool: "get_agent_session_info", asked: "where the helpdesk has agents" },
    async run({ site, agent }) {
      const { outcome, content } = await ask(agent, "get_agent_session_info");
      assert.ok((await site.branches()).some(({ name }) => name === content.branch_name));
      return outcome;
    },
  },
  {
    ...{ tool: "set_agent_intent", asked: "where the helpdesk has agents" },
    async run({ site, agent }) {
      const { outcome } = await ask(agent, "set_agent_intent", { intent: "Look at old releases" });
      assert.equal((await site.branches()).at(-1)?.intent, "Look at old releases");
      return outcome;
    },
  },
  {
    ...{ tool: "finish_agent_session", asked: "with a change on the branch" },
    async run({ site, agent }) {
      const { content: changed } = await ask(agent, "update_ticket", {
        ticket_id: 33,
        priority: 5,
      });
      assert.deepEqual(changed.differences, []);
      const { outcome, content } = await ask(agent, "finish_agent_session");
      assert.equal((await site.pullRequests()).at(-1)?.branch, content.branch_name);
      assert.equal((await site.ticket(33, content.branch_name))?.priority, 5);
      return outcome;
    },
  },
  {
    ...{ tool: "doctor", asked: "the line Version" },
    async run({ site }) {
      const settings: Readonly<Record<string, string>> = settingsOf(site, "staff");
      const { works, findings } = await diagnose({
        workplace: () =>
          Promise.resolve({
            config: readConfig((name) => settings[name]),
            fetch: (request) => site.fetch(request),
          }),
        isEmbedded: false,
        userAgent: "helpdesk-mcp/test",
      });
      assert.ok(works);
      const { message = "", outcome } = findings.find(({ check }) => check === "version") ?? {};
      const [, first = "", last = first] = RANGE.exec(message) ?? [];
      const { release } = site.fixture;
      assert.ok(order(release, first) >= 0, message);
      assert.ok(last === "newer" || order(release, `${last}.99`) <= 0, message);
      return outcome === "limited" ? "warned" : "right";
    },
  },
];

function order(one: string, other: string): number {
  return one.localeCompare(other, "en", { numeric: true });
}
