import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type ListingQuestion,
  sortFields,
} from "../../../lib/helpdesk/listing/listing_question.ts";
import { encodeQuery } from "../../../lib/helpdesk/listing/table_query.ts";
import { literalSearch } from "../../../lib/helpdesk/listing/search_text.ts";

const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const day = fc.integer({ min: 7_305, max: 47_481 })
  .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
const ids = fc.array(fc.nat(), { minLength: 1, maxLength: 5 });
const anyText = fc.oneof(
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
  fc.string({ unit: fc.constantFrom(..."<>?~\x7fÿ€🚲\ud800ab") }),
);
const anyQuestion: fc.Arbitrary<ListingQuestion> = fc.record({
  ...{ statuses: optional(ids), priorities: optional(ids), search: optional(anyText) },
  ...{
    queue: optional(fc.nat()),
    assignedTo: optional(fc.nat()),
    unassigned: optional(fc.boolean()),
  },
  ...{ createdAfter: optional(day), createdBefore: optional(day), descending: fc.boolean() },
  ...{ sort: fc.constantFrom(...sortFields), offset: fc.nat(), limit: fc.nat() },
});

/** The last moment of the day before. */
const endBefore = (day: string) =>
  `${new Date(Date.parse(day) - 1).toISOString().slice(0, 10)}T23:59:59.999999`;

Deno.test("encodeQuery() gives base64 without + and /, of the JSON that the endpoint reads", () => {
  fc.assert(fc.property(anyQuestion, (question) => {
    const encoded = encodeQuery(question);
    assert.match(encoded, /^[A-Za-z0-9]+={0,2}$/);
    const { filtering, filtering_null, filtering_or, ...rest } = JSON.parse(atob(encoded));
    assert.deepEqual(rest, {
      ...question.sort !== "last_followup" && { sorting: question.sort },
      sortreverse: question.descending,
      search_string: literalSearch(question.search ?? ""),
    });
    const { queue, assignedTo, statuses, priorities, createdAfter, createdBefore } = question;
    const both = question.unassigned && assignedTo !== undefined;
    const nobody = { assigned_to__id__isnull: true };
    const others = {
      ...queue !== undefined && { queue__id__in: [queue] },
      ...statuses !== undefined && { status__in: statuses },
      ...priorities !== undefined && { priority__in: priorities },
      ...createdAfter !== undefined && { created__gte: createdAfter },
      ...createdBefore !== undefined && { created__lte: endBefore(createdBefore) },
    };
    assert.deepEqual(filtering, {
      ...others,
      ...question.unassigned && !both && nobody,
      ...assignedTo !== undefined && { assigned_to__id__in: [assignedTo] },
    });
    assert.deepEqual(filtering_null, both ? nobody : {});
    assert.deepEqual(filtering_or, both ? { ...others, ...nobody } : undefined);
  }));
});
