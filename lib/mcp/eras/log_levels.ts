/** Levels of MCP's logging, as in RFC 5424, from the least to the most severe. */
export const LOG_LEVELS = [
  "debug",
  "info",
  "notice",
  "warning",
  "error",
  "critical",
  "alert",
  "emergency",
] as const;
export type ClientLogLevel = (typeof LOG_LEVELS)[number];

/** Whether a value names a level. */
export function isLogLevel(value: unknown): value is ClientLogLevel {
  return LOG_LEVELS.some((level) => level === value);
}
