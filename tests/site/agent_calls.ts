import assert from "node:assert/strict";
import { RawSession } from "./raw_session.ts";
import type { Site } from "../../site/site.ts";
import type { SiteOptions } from "../../site/site_options.ts";
import type { Branch } from "../../site/site_records.ts";

/** What `api/agent-session-info/` answers. */
export interface SessionInfo {
  user_id: number;
  username: string;
  is_agent: boolean;
  branch_name: string;
  intent: string | null;
  session_key: string;
  session_available: boolean;
  authentication_method: string;
}

/** Where sessions can live. */
export const ENGINES: NonNullable<SiteOptions["sessions"]>[] = ["database", "signed_cookies"];

/** What the server tells of an agent's session. */
export async function readInfo(session: RawSession): Promise<SessionInfo> {
  const { status, body } = await session.json<SessionInfo>("api/agent-session-info/");
  assert.equal(status, 200);
  return body;
}

/** The name of the session's branch; the first request of a session makes it. */
export async function readBranchName(session: RawSession): Promise<string> {
  return (await readInfo(session)).branch_name;
}

/** The status of a GET. */
export async function readStatus(session: RawSession, path: string): Promise<number> {
  const response = await session.request(path);
  await response.body?.cancel();
  return response.status;
}

/** The status of a POST of JSON. */
export async function postStatus(
  session: RawSession,
  path: string,
  json: unknown = {},
): Promise<number> {
  const response = await session.request(path, { method: "POST", json });
  await response.body?.cancel();
  return response.status;
}

/** Gives the session an intent. */
export async function setIntent(session: RawSession, intent: string): Promise<void> {
  assert.equal(await postStatus(session, "api/set-agent-intent/", { intent }), 200);
}

/** Comments on ticket 20 and returns the follow-up's id. */
export async function comment(session: RawSession, text = "Checked"): Promise<number> {
  const json = { ticket: 20, comment: text, title: "", public: false };
  const request = { method: "POST", json };
  const { status, body } = await session.json<{ id: number }>("api/followups/", request);
  assert.equal(status, 201);
  return body.id;
}

/** Finishes the session; the server says that all went well, whatever happened. */
export async function finish(session: RawSession): Promise<unknown> {
  const request = { method: "POST", json: {} };
  const { status, body } = await session.json("api/finish-agent-session/", request);
  assert.equal(status, 200);
  return body;
}

/** A second holder of the same cookies. */
export function copySession(site: Site, session: RawSession): RawSession {
  const copy = new RawSession(site);
  for (const [name, value] of session.cookies) copy.cookies.set(name, value);
  return copy;
}

/** The record of a branch. */
export async function findBranch(site: Site, name: string): Promise<Branch> {
  const branch = (await site.branches()).find((one) => one.name === name);
  assert.ok(branch, `branch ${name}`);
  return branch;
}

/** The comments on ticket 20 that the fixture did not make, on a branch or on "main". */
export async function newComments(site: Site, on: string): Promise<(string | null)[]> {
  const followups = await site.followups(20, on);
  return followups.map((followup) => followup.comment).filter((text) => !text?.startsWith("Step "));
}
