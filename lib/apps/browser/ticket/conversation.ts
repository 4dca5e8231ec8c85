import type { FollowUpView } from "../../../views/followup_view.ts";
import { attachmentItem } from "./attachment.ts";
import { moment } from "../base/dates.ts";
import { button, element, written } from "../base/element.ts";
import { foldedText, foldedValue } from "../base/folded_text.ts";
import { nameOf, statusMark } from "../base/marks.ts";
import type { Stage } from "../base/stage.ts";

/** What django-helpdesk calls a follow-up that nobody gave a title. */
const PLAIN_TITLE = "Comment";
/** Of a longer conversation the newest are shown first. */
const MOST_SHOWN = 12;

/** A conversation as a timeline, oldest follow-up first. @param mailed whom each was mailed to */
export function conversation(
  followUps: readonly FollowUpView[],
  stage: Stage,
  mailed: readonly (readonly string[])[] = [],
): HTMLElement {
  const list = element("ol", { class: "timeline" });
  const items = followUps.map((followUp, place) => () =>
    followUpItem(followUp, stage, mailed[place] ?? [])
  );
  const earlier = items.slice(0, -MOST_SHOWN);
  list.append(...items.slice(-MOST_SHOWN).map((make) => make()));
  if (earlier.length === 0) return list;
  const more = button(
    "plain",
    () => {
      const made = earlier.map((make) => make());
      list.prepend(...made);
      more.remove();
      made[0]?.focus();
    },
    earlier.length === 1 ? "Show 1 earlier follow-up" : `Show ${earlier.length} earlier follow-ups`,
  );
  return element("div", {}, more, list);
}

function followUpItem(
  followUp: FollowUpView,
  stage: Stage,
  mailed: readonly string[],
): HTMLElement {
  const { user, user_name, title, comment, date, attachments } = followUp;
  const author = nameOf(user_name, user, "No account");
  const isPrivate = followUp.public === false;
  const head = element(
    "div",
    { class: "line" },
    element("strong", { class: "short", dir: "auto", title: author }, author),
    audienceMark(followUp.public),
    date === undefined
      ? undefined
      : element("span", { class: "quiet" }, moment(date, stage.host.context)),
  );
  const files = attachments.map((attachment) => attachmentItem(attachment, stage));
  return element(
    "li",
    { class: isPrivate ? "private" : "", tabindex: -1 },
    element(
      "span",
      { class: "face", "aria-hidden": "true" },
      user === undefined && user_name === undefined ? "?" : [...author][0]?.toUpperCase(),
    ),
    element(
      "article",
      {},
      head,
      title === "" || title === PLAIN_TITLE
        ? undefined
        : element("div", { class: "subject" }, foldedValue(title)),
      comment === "" ? undefined : foldedText(comment),
      files.length === 0
        ? undefined
        : element("ul", { class: "files", "aria-label": "Attachments" }, ...files),
      effects(followUp),
      mailed.length === 0
        ? undefined
        : element("p", { class: "quiet small-print" }, "Mailed to ", written(mailed.join(", "))),
    ),
  );
}

/** Who was told. */
function audienceMark(isPublic: boolean | undefined): HTMLElement | undefined {
  if (isPublic === undefined) return undefined;
  return isPublic
    ? element("span", { class: "mark other" }, "Public: the submitter sees it")
    : element("span", { class: "mark private" }, "Private note: staff only");
}

/** What a follow-up did beside saying something. */
function effects(followUp: FollowUpView): HTMLElement | undefined {
  const { new_status, new_status_name, minutes_spent } = followUp;
  const parts: HTMLElement[] = [];
  if (new_status !== undefined) {
    const mark = statusMark({ status: new_status, status_name: new_status_name });
    parts.push(element("span", {}, "Status set to ", mark));
  }
  if (minutes_spent !== undefined && minutes_spent > 0) {
    parts.push(element("span", {}, "Time spent ", written(minutes(minutes_spent))));
  }
  return parts.length === 0 ? undefined : element("p", { class: "line quiet" }, ...parts);
}

function minutes(spent: number): string {
  const whole = Math.round(spent);
  const hours = Math.floor(whole / 60);
  return hours === 0 ? `${whole} min` : `${hours} h ${String(whole % 60).padStart(2, "0")} min`;
}
