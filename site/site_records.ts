// What a real site tells of itself is what the embedded helpdesk tells, so that tests read either.
export type {
  BranchRecord as Branch,
  BranchWriteRecord as BranchWrite,
  Fault,
  FollowUpRecord as StoredFollowUp,
  MailRecord as Mail,
  NewCustomField,
  NewUser,
  PullRequestRecord as PullRequest,
  RequestLogRecord as RequestLog,
  RequestRecord as RecordedRequest,
  TicketRecord as StoredTicket,
} from "../lib/demo/state/records.ts";
