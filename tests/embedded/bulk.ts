import type { NewUser } from "../../lib/demo/state/records.ts";
import type { Store } from "../../lib/demo/state/store.ts";
import type { ServedHelpdesk } from "../../lib/demo/web/exchange.ts";

const DAY = 24 * 3600 * 1000;
const MINUTE = 60_000;
const FIRST_CREATED = Date.UTC(2024, 0, 1);

/**
 * Adds tickets with consecutive ids, spread evenly over queues, statuses, priorities and staff (every
 * third one unassigned), created one minute after another.
 */
export function createManyTickets(
  { settings, store }: ServedHelpdesk,
  count: number,
  followUpsEach: number,
): { firstId: number; lastId: number } {
  const staff = store.accounts.filter(({ isStaff }) => isStaff).map(({ id }) => id);
  const now = settings.now();
  const pick = <T>(list: readonly T[], index: number) => list[index % list.length] as T;
  const ids = Array.from({ length: count }, (_, index) => {
    const id = store.nextId("ticket");
    store.addTicket({
      ...{ id, queue: pick(store.queues, index).id, resolution: null, onHold: false },
      title: `Bulk ticket ${id}: device ${index % 97} does not start`,
      description: `Reported at desk ${index % 211}. Nothing is shown on the screen.`,
      submitterEmail: `submitter${index % 53}@example.com`,
      assignedTo: index % 3 === 0 ? null : pick(staff, index),
      status: pick(settings.statuses, Math.floor(index / store.queues.length)).value,
      priority: 1 + Math.floor(index / 2) % 5,
      dueDate: index % 4 === 0 ? new Date(now.getTime() + (index % 90) * DAY) : null,
      ...{ mergedTo: null, secretKey: crypto.randomUUID() },
      ...{ created: new Date(FIRST_CREATED + index * MINUTE), modified: now },
      ...{ customValues: new Map(), copies: [], dependsOn: [] },
    });
    for (let step = 0; step < followUpsEach; step++) {
      store.addFollowUp({
        ...{ id: store.nextId("followUp"), ticket: id, user: pick(staff, index + step) },
        title: "Comment",
        comment: `Step ${step + 1} of the search for the cause on ticket ${id}.`,
        public: step % 2 === 0,
        date: new Date(now.getTime() - (followUpsEach - step) * MINUTE),
        ...{ newStatus: null, timeSpent: null, attachments: [], emailRecipients: null },
      });
    }
    return id;
  });
  return { firstId: ids[0] ?? 0, lastId: ids.at(-1) ?? 0 };
}

/** Adds accounts that cannot log in; returns their ids in the same order. */
export function createManyUsers(store: Store, users: readonly NewUser[]): number[] {
  return users.map(
    ({ id = store.nextId("account"), username, staff: isStaff = false, ...user }) => {
      const { email = "", firstName = "", lastName = "" } = user;
      store.accounts.push({
        ...{ id, username, password: "", email, firstName, lastName },
        ...{ isStaff, isSuperuser: false, isAgent: false },
      });
      return id;
    },
  );
}
