import type { Call } from "../../helpdesk/calls/call.ts";

/**
 * Tells of a text with `\n` as two characters and no line break: some clients escape what they send twice.
 *
 * @param corrects the tool that corrects it
 */
export function noteLiteralBreaks(
  texts: Readonly<Record<string, string | undefined>>,
  corrects: string,
  call: Pick<Call, "notice">,
): void {
  for (const [name, text = ""] of Object.entries(texts)) {
    if (!/\\n/.test(text) || text.includes("\n")) continue;
    call.notice(
      `The ${name} holds "\\n" as two characters and no line break. Where line breaks were meant, ${corrects} ` +
        "corrects it; what was mailed stays as it is.",
    );
  }
}
