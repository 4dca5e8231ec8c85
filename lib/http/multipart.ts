/** A file of a form. */
export interface FormFile {
  /** Without quotation marks, line ends and other control characters. */
  readonly filename: string;
  readonly mimeType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A field of a form: its name, and a text or a file. */
export type FormField = readonly [name: string, value: string | FormFile];

/**
 * A form as multipart/form-data (RFC 7578), names in UTF-8. Unlike FormData it leaves line ends in texts
 * as they are, which matters to whoever compares what is stored with what was sent.
 *
 * @returns the body; its type names the boundary
 * @throws {TypeError} when a name could not be told from what follows it
 */
export function multipartBody(fields: readonly FormField[]): Blob {
  const boundary = `form-${crypto.randomUUID()}`;
  const parts = fields.flatMap(([name, value]): BlobPart[] => {
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${quotable(name)}"`;
    return typeof value === "string" ? [`${head}\r\n\r\n${value}\r\n`] : [
      `${head}; filename="${quotable(value.filename)}"\r\nContent-Type: ${value.mimeType}\r\n\r\n`,
      value.bytes,
      "\r\n",
    ];
  });
  const type = `multipart/form-data; boundary=${boundary}`;
  return new Blob([...parts, `--${boundary}--\r\n`], { type });
}

function quotable(name: string): string {
  if (/["\\\p{Cc}]/u.test(name)) {
    throw new TypeError(`The form name ${JSON.stringify(name)} would need escaping`);
  }
  return name;
}
