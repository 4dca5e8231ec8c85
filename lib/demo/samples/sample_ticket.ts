/** A ticket of the sample content, in terms of names and hours before now. */
export interface SampleTicket {
  readonly title: string;
  /** Absent: the ticket has none. */
  readonly text?: string;
  readonly status?: "Open" | "Reopened" | "Resolved" | "Closed" | "Duplicate";
  /** 1 critical to 5 very low; 3 when left out. */
  readonly priority?: number;
  /** User name; nobody when left out. */
  readonly assignee?: string;
  /** The part before `@example.com`, or a whole address; nobody when left out. */
  readonly from?: string;
  /** Hours since it was opened. */
  readonly age: number;
  /** Days from now; negative when overdue. */
  readonly due?: number;
  readonly onHold?: boolean;
  readonly room?: string;
  /** Which of the tickets a test may ask for by name this one is. */
  readonly role?: string;
  readonly conversation?: readonly SampleFollowUp[];
}

/** A follow-up of the sample content. */
export interface SampleFollowUp {
  /** User name; absent for what came by mail. */
  readonly by?: string;
  /** Hours after the ticket was opened. */
  readonly after: number;
  readonly title?: string;
  readonly text: string;
  /** Only for staff. */
  readonly internal?: boolean;
  readonly minutes?: number;
  readonly newStatus?: "Open" | "Reopened" | "Resolved" | "Closed" | "Duplicate";
  readonly file?: { readonly name: string; readonly type: string; readonly base64: string };
}
