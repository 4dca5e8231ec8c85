import { queues } from "./queues.ts";
import type { Resource, ResourceTemplate } from "./resource.ts";
import { statuses } from "./statuses.ts";
import { ticketTemplate } from "./ticket.ts";

/** The resources with an address of their own, in the order in which clients list them. */
export const resources: readonly Resource[] = [queues, statuses];

/** The resources whose address has variables. */
export const resourceTemplates: readonly ResourceTemplate[] = [ticketTemplate];
