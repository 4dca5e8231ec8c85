/** Width and height of an image, in pixels. */
export interface Dimensions {
  readonly width: number;
  readonly height: number;
}

/** Markers of JPEG segments that begin a frame (ITU-T T.81, table B.1), without DHT, JPG and DAC. */
const FRAMES: ReadonlySet<number> = new Set(
  Array.from({ length: 16 }, (_, place) => 0xc0 + place)
    .filter((marker) => ![0xc4, 0xc8, 0xcc].includes(marker)),
);

/**
 * Reads how large an image is, which what only begins like one does not tell.
 *
 * @returns undefined when the bytes do not say, or say nothing that can be shown
 */
export function imageDimensions(bytes: Uint8Array, mimeType: string): Dimensions | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const found = READERS[mimeType]?.(view);
    return found !== undefined && found.width > 0 && found.height > 0 ? found : undefined;
  } catch (error) {
    // The bytes end before they say it.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const READERS: Readonly<Record<string, (view: DataView) => Dimensions | undefined>> = {
  "image/png": readPng,
  "image/gif": (view) => ({ width: view.getUint16(6, true), height: view.getUint16(8, true) }),
  "image/jpeg": readJpeg,
  "image/webp": readWebp,
};

/** The first chunk is IHDR (PNG specification, section 11.2.1). */
function readPng(view: DataView): Dimensions | undefined {
  if (nameAt(view, 12) !== "IHDR") return undefined;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

function readJpeg(view: DataView): Dimensions | undefined {
  for (let place = 2; view.getUint8(place) === 0xff;) {
    const marker = view.getUint8(place + 1);
    if (marker === 0xff) place++;
    else if (FRAMES.has(marker)) {
      return { width: view.getUint16(place + 7), height: view.getUint16(place + 5) };
    } else place += 2 + view.getUint16(place + 2);
  }
  return undefined;
}

/** RFC 9649: a simple lossy, a simple lossless, or an extended file. */
function readWebp(view: DataView): Dimensions | undefined {
  switch (nameAt(view, 12)) {
    case "VP8 ":
      return {
        width: view.getUint16(26, true) & 0x3fff,
        height: view.getUint16(28, true) & 0x3fff,
      };
    case "VP8L": {
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: (bits >> 14 & 0x3fff) + 1 };
    }
    case "VP8X":
      return { width: threeBytes(view, 24) + 1, height: threeBytes(view, 27) + 1 };
    default:
      return undefined;
  }
}

function nameAt(view: DataView, place: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((next) => view.getUint8(place + next)));
}

function threeBytes(view: DataView, place: number): number {
  return view.getUint16(place, true) + (view.getUint8(place + 2) << 16);
}
