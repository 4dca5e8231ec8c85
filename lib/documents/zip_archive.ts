/** An entry of an archive. */
interface ZipEntry {
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly compressedSize: number;
  /** Where its local header begins. */
  readonly offset: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
/** Bytes of the end record without its comment, which has at most 65,535. */
const END_LENGTH = 22;
const LONGEST_COMMENT = 65_535;
/** Most entries that are looked at; office documents have hundreds. */
const MOST_ENTRIES = 10_000;

/** A piece grows a thousandfold at most, and is held whole. */
const PIECE_BYTES = 4_096;

function* piecesOf(bytes: Uint8Array<ArrayBuffer>): Generator<Uint8Array<ArrayBuffer>> {
  for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
    yield bytes.subarray(start, start + PIECE_BYTES);
  }
}

/** A ZIP archive in memory, read by its central directory (APPNOTE 4.3). */
export class ZipArchive {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #view: DataView;
  readonly #entries = new Map<string, ZipEntry>();

  /** @throws {RangeError} when the bytes are no archive, or a damaged one */
  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#readDirectory();
  }

  get names(): readonly string[] {
    return [...this.#entries.keys()];
  }

  /**
   * The text of an entry, a piece at a time, so that what it grows to is never held at once.
   *
   * @returns undefined when there is no such entry, or it is encrypted or compressed in a way that nobody uses
   */
  textOf(name: string): ReadableStream<string> | undefined {
    const entry = this.#entries.get(name);
    if (entry === undefined || entry.isEncrypted || ![0, 8].includes(entry.method)) {
      return undefined;
    }
    const content = ReadableStream.from(piecesOf(this.#contentOf(entry)));
    const plain = entry.method === 0
      ? content
      : content.pipeThrough(new DecompressionStream("deflate-raw"));
    return plain.pipeThrough(new TextDecoderStream());
  }

  #contentOf({ offset, compressedSize }: ZipEntry): Uint8Array<ArrayBuffer> {
    const view = this.#view;
    if (view.getUint32(offset, true) !== LOCAL) throw new RangeError("No local header");
    const start = offset + 30 + view.getUint16(offset + 26, true) +
      view.getUint16(offset + 28, true);
    return this.#bytes.subarray(start, start + compressedSize);
  }

  #readDirectory(): void {
    const view = this.#view;
    const end = this.#endRecord();
    const count = Math.min(view.getUint16(end + 10, true), MOST_ENTRIES);
    let place = view.getUint32(end + 16, true);
    for (let number = 0; number < count; number++) {
      if (view.getUint32(place, true) !== CENTRAL) throw new RangeError("No central directory");
      const nameLength = view.getUint16(place + 28, true);
      const name = new TextDecoder().decode(
        this.#bytes.subarray(place + 46, place + 46 + nameLength),
      );
      this.#entries.set(name, {
        method: view.getUint16(place + 10, true),
        isEncrypted: (view.getUint16(place + 8, true) & 1) === 1,
        compressedSize: view.getUint32(place + 20, true),
        offset: view.getUint32(place + 42, true),
      });
      place += 46 + nameLength + view.getUint16(place + 30, true) +
        view.getUint16(place + 32, true);
    }
  }

  #endRecord(): number {
    const last = this.#bytes.length - END_LENGTH;
    for (let place = last; place >= Math.max(0, last - LONGEST_COMMENT); place--) {
      if (this.#view.getUint32(place, true) === END) return place;
    }
    throw new RangeError("No end of central directory");
  }
}
