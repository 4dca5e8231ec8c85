/** An archive as office programs write it, of entries by their names; texts are deflated. */
export async function zipOf(
  entries: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(entries)) {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    const packed = await packedAs("deflate-raw", bytes);
    const encoded = new TextEncoder().encode(name);
    const about = [20, 0, 8, 0, 0].flatMap(short);
    const sizes = [0, packed.length, bytes.length].flatMap(long);
    const names = [...short(encoded.length), ...short(0)];
    const local = [...long(0x04034b50), ...about, ...sizes, ...names];
    directory.push(Uint8Array.from([
      ...[...long(0x02014b50), ...short(20), ...about, ...sizes, ...names],
      ...[...Array(10).fill(0), ...long(offset), ...encoded],
    ]));
    parts.push(Uint8Array.from([...local, ...encoded]), packed);
    offset += local.length + encoded.length + packed.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const count = short(directory.length);
  const end = [...long(0x06054b50), ...Array(4).fill(0), ...count, ...count, ...long(size)];
  const all = [...parts, ...directory, Uint8Array.from([...end, ...long(offset), 0, 0])];
  return new Uint8Array(await new Blob(all).arrayBuffer());
}

/** A Word document of these paragraphs, in XML. */
export function wordOf(body: string): Promise<Uint8Array<ArrayBuffer>> {
  return zipOf({
    "word/document.xml": `<w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`,
  });
}

/**
 * A PDF with a page of each content, in the operators of a content stream.
 *
 * @param catalogue what its catalogue holds besides
 */
export async function pdfOf(
  contents: readonly (string | Uint8Array<ArrayBuffer>)[],
  catalogue = "",
): Promise<Uint8Array<ArrayBuffer>> {
  const pages = contents.map((_, place) => `${4 + 2 * place} 0 R`).join(" ");
  const objects: (string | Uint8Array<ArrayBuffer>)[][] = [
    [`<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`],
    [`<< /Type /Pages /Kids [${pages}] /Count ${contents.length} >>`],
    ["<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"],
  ];
  for (const [place, content] of contents.entries()) {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    const packed = await packedAs("deflate", bytes);
    const font = "/Resources << /Font << /F1 3 0 R >> >>";
    objects.push([`<< /Type /Page /Parent 2 0 R ${font} /Contents ${5 + 2 * place} 0 R >>`], [
      `<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n`,
      packed,
      "\nendstream",
    ]);
  }
  const parts: (string | Uint8Array<ArrayBuffer>)[] = ["%PDF-1.4\n"];
  const offsets: number[] = [];
  let length = 9;
  for (const [place, object] of objects.entries()) {
    offsets.push(length);
    for (const part of [`${place + 1} 0 obj\n`, ...object, "\nendobj\n"]) {
      parts.push(part);
      length += part.length;
    }
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  parts.push(
    `xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${table}` +
      `trailer\n<< /Size ${offsets.length + 1} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF`,
  );
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** Many bytes that take few: so many million spaces. */
export function spaces(millions: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(millions * 1_000_000).fill(32);
}

async function packedAs(
  format: CompressionFormat,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream(format));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

function short(value: number): number[] {
  return [value & 255, value >> 8];
}

function long(value: number): number[] {
  return [...short(value & 65_535), ...short(value >>> 16)];
}
