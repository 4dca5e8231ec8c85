import { addFollowup } from "./add_followup.ts";
import { cannedReplies } from "./canned_replies.ts";
import { createTicket } from "./create_ticket.ts";
import { editFollowup } from "./edit_followup.ts";
import { finishAgentSession } from "./finish_agent_session.ts";
import { getAgentSessionInfo } from "./get_agent_session_info.ts";
import { getArticle } from "./get_article.ts";
import { getAttachment } from "./get_attachment.ts";
import { getQueues } from "./get_queues.ts";
import { getTicket } from "./get_ticket.ts";
import { getUsers } from "./get_users.ts";
import { listTickets } from "./list_tickets.ts";
import { searchKnowledge } from "./search_knowledge.ts";
import { setAgentIntent } from "./set_agent_intent.ts";
import type { Tool } from "./tool.ts";
import { updateTicket } from "./update_ticket.ts";
import { updateTickets } from "./update_tickets.ts";

/** All tools, in the order in which clients list them. */
export const tools: readonly Tool[] = [
  listTickets,
  getTicket,
  getAttachment,
  createTicket,
  addFollowup,
  updateTicket,
  updateTickets,
  editFollowup,
  searchKnowledge,
  getArticle,
  cannedReplies,
  getQueues,
  getUsers,
  getAgentSessionInfo,
  setAgentIntent,
  finishAgentSession,
];
