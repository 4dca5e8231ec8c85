/** A certificate for 127.0.0.1 that signs itself, made for one test. */
export interface Certificate {
  /** PEM; the certificate is its own authority. */
  readonly certificate: string;
  /** PEM, PKCS #8. */
  readonly key: string;
}

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const OBJECT_IDENTIFIER = 0x06;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
/** Explicit tags of TBSCertificate (RFC 5280 section 4.1): version and extensions. */
const VERSION = 0xa0;
const EXTENSIONS = 0xa3;
/** The tag of an iPAddress among the general names (RFC 5280 section 4.2.1.6). */
const IP_ADDRESS = 0x87;

const ECDSA_WITH_SHA256 = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
const COMMON_NAME = [0x55, 0x04, 0x03];
const SUBJECT_ALTERNATIVE_NAME = [0x55, 0x1d, 0x11];

const DAY = 86_400_000;

/** Makes a key and a certificate (RFC 5280) that is valid from yesterday until tomorrow. */
export async function makeCertificate(): Promise<Certificate> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const keys = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const publicKey = new Uint8Array(await crypto.subtle.exportKey("spki", keys.publicKey));
  const privateKey = new Uint8Array(await crypto.subtle.exportKey("pkcs8", keys.privateKey));
  const signatureAlgorithm = element(SEQUENCE, element(OBJECT_IDENTIFIER, ECDSA_WITH_SHA256));
  const name = element(
    SEQUENCE,
    element(
      SET,
      element(
        SEQUENCE,
        element(OBJECT_IDENTIFIER, COMMON_NAME),
        element(UTF8_STRING, bytesOf("Fixture helpdesk")),
      ),
    ),
  );
  const addresses = element(SEQUENCE, element(IP_ADDRESS, [127, 0, 0, 1]));
  const alternativeName = element(
    SEQUENCE,
    element(OBJECT_IDENTIFIER, SUBJECT_ALTERNATIVE_NAME),
    element(OCTET_STRING, addresses),
  );
  const content = element(
    SEQUENCE,
    element(VERSION, element(INTEGER, [2])),
    element(INTEGER, [1, ...crypto.getRandomValues(new Uint8Array(8))]),
    signatureAlgorithm,
    name,
    element(SEQUENCE, time(Date.now() - DAY), time(Date.now() + DAY)),
    name,
    publicKey,
    element(EXTENSIONS, element(SEQUENCE, alternativeName)),
  );
  const signature = new Uint8Array(
    await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, keys.privateKey, content),
  );
  const half = signature.length / 2;
  const signatureValue = element(
    SEQUENCE,
    unsigned(signature.subarray(0, half)),
    unsigned(signature.subarray(half)),
  );
  return {
    certificate: pem(
      "CERTIFICATE",
      element(SEQUENCE, content, signatureAlgorithm, element(BIT_STRING, [0], signatureValue)),
    ),
    key: pem("PRIVATE KEY", privateKey),
  };
}

/** A DER element: tag, length, contents (ITU-T X.690 section 8.1). */
function element(tag: number, ...contents: readonly ArrayLike<number>[]): Uint8Array<ArrayBuffer> {
  const content = contents.flatMap((part) => Array.from(part));
  const { length } = content;
  const size = length < 0x80
    ? [length]
    : length < 0x100
    ? [0x81, length]
    : [0x82, length >> 8, length & 0xff];
  return Uint8Array.from([tag, ...size, ...content]);
}

/** A positive INTEGER has no leading zeros, but one where it would look negative. */
function unsigned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const digits = Array.from(bytes);
  while (digits.length > 1 && digits[0] === 0) digits.shift();
  return element(INTEGER, (digits[0] ?? 0) >= 0x80 ? [0, ...digits] : digits);
}

function time(milliseconds: number): Uint8Array<ArrayBuffer> {
  const digits = new Date(milliseconds).toISOString().replace(/\D/g, "");
  return element(UTC_TIME, bytesOf(`${digits.slice(2, 14)}Z`));
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function pem(label: string, bytes: Uint8Array<ArrayBuffer>): string {
  const lines = bytes.toBase64().match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}
