import { SAMPLE_COUNT, sampleId } from "../../lib/demo/samples/sample_content.ts";
import type { Settings } from "../../lib/demo/state/settings.ts";
import { NEWEST_RELEASE } from "../../site/releases.ts";
import type { Store } from "../../lib/demo/state/store.ts";

/** What tests need to know of the content; the shape is that of the real site's fixture. */
export function sampleFixture(settings: Settings, store: Store) {
  const named = ({ value, label }: Settings["statuses"][number]) => ({ id: value, name: label });
  return {
    // What the embedded helpdesk is like.
    release: NEWEST_RELEASE as string,
    queues: store.queues.map(({ id, title, slug }) => ({ id, title, slug })),
    statuses: settings.statuses.map(named),
    priorities: settings.priorities.map(named),
    customField: settings.customFields[0]?.name ?? "",
    ticketCount: SAMPLE_COUNT,
    /** Ids of tickets that are hard to show, each in its own way. */
    tickets: {
      emoji: sampleId("emoji"),
      arabic: sampleId("arabic"),
      cjk: sampleId("cjk"),
      longText: sampleId("longText"),
      markup: sampleId("markup"),
      held: sampleId("held"),
      merged: sampleId("merged"),
      mergedInto: sampleId("mergedInto"),
      textAttachment: sampleId("textAttachment"),
      imageAttachment: sampleId("imageAttachment"),
      longHistory: sampleId("longHistory"),
      noDescription: sampleId("noDescription"),
      orders: sampleId("orders"),
      combining: sampleId("combining"),
      longTitle: sampleId("longTitle"),
    },
  };
}
