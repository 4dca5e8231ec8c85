import type { FollowUpView } from "../../../views/followup_view.ts";
import { attachmentItem } from "./attachment.ts";
import { moment } from "../base/dates.ts";
import { button, type Contents, element, written } from "../base/element.ts";
import { foldedText, foldedValue } from "../base/folded_text.ts";
import { nameOf, statusMark } from "../base/marks.ts";
import type { Stage } from "../base/stage.ts";
import { textWithRest } from "./text_part.ts";

/** What django-helpdesk calls a follow-up that nobody gave a title. */
const PLAIN_TITLE = "Comment";
/** Of a longer conversation the newest are shown first. */
const MOST_SHOWN = 12;

/** What is shown of a ticket's follow-ups. */
interface Conversation {
  /** The ticket's. */
  readonly id: number;
  readonly followups: readonly FollowUpView[];
  readonly forView: {
    readonly mailed?: readonly (readonly string[])[];
    readonly isOpen?: boolean;
  };
}

/** A conversation as a timeline, oldest follow-up first. */
export function conversation({ id, followups, forView }: Conversation, stage: Stage): HTMLElement {
  const list = element("ol", { class: "timeline" });
  const items = followups.map((followUp, place) => () =>
    followUpItem(followUp, { ticket: id, mailed: forView.mailed?.[place] ?? [] }, stage)
  );
  const most = forView.isOpen ? items.length : MOST_SHOWN;
  const earlier = items.slice(0, -most);
  list.append(...items.slice(-most).map((make) => make()));
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
  { ticket, mailed }: { readonly ticket: number; readonly mailed: readonly string[] },
  stage: Stage,
): HTMLElement {
  const { user, user_name, title, date, attachments } = followUp;
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
      commentOf(followUp, ticket, stage),
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

/** A comment, and what was left out of it: mail that was quoted below it, or its end. */
function commentOf(followUp: FollowUpView, ticket: number, stage: Stage): Contents {
  const { id, comment = "", quoted_characters: quoted, read_on_at } = followUp;
  if (followUp.is_description) {
    return element("p", { class: "quiet" }, "The description, see above");
  }
  if (quoted === undefined && read_on_at === undefined) {
    return comment === "" ? undefined : foldedText(comment);
  }
  const words = quoted === undefined
    ? "Read it whole"
    : `Read it with ${quoted} characters of quoted mail`;
  const given = { ticket_id: ticket, followup_id: id };
  return textWithRest(foldedText(comment), words, given, stage);
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
