import assert from "node:assert/strict";
import fc from "fast-check";
import { helpdeskTest } from "../helpdesk_test_case.ts";
import { freshCaller } from "./site_caller.ts";
import { tellsMailed } from "../release_traits.ts";

/** Each one is changed by, or breaks, a server that renders it as a Django template. */
const COMMENTS = [
  ...["${{ secrets.X }}", "{% if", "%}", "{# a #}", "{{", "}}", "{{ x }}", "{{ a|unknown }}"],
  ...["{{{ x }}} {{}} {{{{", "{%%} {%{% %}%} {#{# #}#}", '{% include "x.html" %}{% load y %}'],
  ...["{% verbatim %}{{ x }}{% endverbatim %}", "{% comment %} gone {% endcomment %}"],
  "{# first line\nsecond line #}",
  "X-HELPDESK-COMMENT-VERBATIM and X-HELPDESK-COMMENT-ENDVERBATIM",
  ...["{%X-HELPDESK-COMMENT-VERBATIM%}", '{{ "{" }}% already written so {{ "}" }}'],
  ...["a } % { b {\n% c %\n} d", "func() { return {#if}; } // {{/if}}", "100 % {sure} %"],
  ...["👩‍🔧🏳️‍🌈 ☕💔 e\u0301 ﷽", "العربية {{ س }} עברית {% ת"],
  "<b>&amp;</b> &lt;script&gt; \"quotes\" 'single' \\back\\slash",
  ...["Tabs\tand\n\n  indented lines\n\n\n- list\n> quote", "line one\r\nline two"],
  "$1 \\1 $& \\g<0> %s %(name)s {0} {name}",
];

const PIECES = ["{", "}", "%", "#", "{{", "}}", "{%", "%}", "{#", "#}", '"', "|", " ", "\n", "x"];

helpdeskTest("add_followup brings a comment character for character", async (site, context) => {
  const caller = await freshCaller(site, "staff");
  const roundTrip = async (comment: string) => {
    const answer = await caller.succeed("add_followup", { ticket_id: 20, comment, public: false });
    const stored = (await site.followups(20)).at(-1);
    assert.equal(stored?.id, answer.followup_id);
    assert.equal(stored?.comment, comment.trim());
    assert.deepEqual(answer.differences, []);
  };

  for (const comment of COMMENTS) {
    await context.step(JSON.stringify(comment), () => roundTrip(comment));
  }

  await context.step("any sequence of template characters", async () => {
    const comments = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 14 })
      .map((pieces) => pieces.join(""))
      .filter((comment) => comment.trim() !== "");
    await fc.assert(fc.asyncProperty(comments, roundTrip), { numRuns: 60 });
  });

  await context.step("as the resolution and in the mail as well", async () => {
    const comment = "Use ${{ secrets.X }} and {% if %}";
    const answer = await caller.succeed("add_followup", { ticket_id: 20, comment, new_status: 3 });
    assert.equal((await site.ticket(20))?.resolution, comment);
    assert.equal((answer.mailed?.length ?? 0) > 0, tellsMailed(site));
    const bodies = (await site.mails()).map(({ body }) => body);
    assert.ok(bodies.some((body) => body.includes(comment)), bodies.at(-1));
  });
});
