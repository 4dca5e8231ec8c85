/** An answer before its cookies are set. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string | Uint8Array<ArrayBuffer> | null;
  /** Id of the object that a write made or changed. */
  readonly objectId?: number;
}

const HTML = "text/html; charset=utf-8";

/** A page. */
export function htmlReply(body: string, status = 200, headers: HeadersInit = {}): Reply {
  const all = new Headers(headers);
  all.set("content-type", HTML);
  return { status, headers: all, body };
}

/** A JSON answer outside the REST framework. */
export function jsonReply(data: unknown, status = 200): Reply {
  const headers = new Headers({ "content-type": "application/json" });
  return { status, headers, body: JSON.stringify(data) };
}

/** A redirect, without a body as Django sends it. */
export function redirectReply(location: string, status: 301 | 302 = 302): Reply {
  return htmlReply("", status, { location });
}

/** One of Django's bare error pages. */
export function errorReply(status: 400 | 404 | 500): Reply {
  const [title, text] = ERRORS[status];
  return htmlReply(
    `\n<!doctype html>\n<html lang="en">\n<head>\n  <title>${title}</title>\n</head>\n<body>\n` +
      `  <h1>${title}</h1><p>${text}</p>\n</body>\n</html>\n`,
    status,
  );
}

const ERRORS = {
  400: ["Bad Request (400)", ""],
  404: ["Not Found", "The requested resource was not found on this server."],
  500: ["Server Error (500)", ""],
} as const;
