import assert from "node:assert/strict";

/** Every form in which a secret might leak: plain, URL-encoded, in JSON, in base64 at any place of a text. */
export function formsOf(secret: string): Set<string> {
  const bytes = new TextEncoder().encode(secret);
  return new Set([
    secret,
    encodeURIComponent(secret),
    encodeURI(secret),
    new URLSearchParams({ s: secret }).toString().slice("s=".length),
    JSON.stringify(secret).slice(1, -1),
    ...[0, 1, 2].flatMap((before) => {
      const form = base64Within(bytes, before);
      return [form, form.replaceAll("+", "-").replaceAll("/", "_")];
    }),
  ]);
}

/** What of a secret stands in the base64 of any text that has it behind 3 n + `before` bytes. */
function base64Within(bytes: Uint8Array, before: number): string {
  const whole = btoa(String.fromCharCode(...new Uint8Array(before), ...bytes));
  const clean = whole.replace(/=+$/, "");
  // The characters at the ends hold bits of the neighbours too.
  const start = Math.ceil(before * 8 / 6);
  const end = Math.floor((before + bytes.length) * 8 / 6);
  return clean.slice(start, end);
}

/** Fails when a text holds one of the secrets in any form. */
export function assertHoldsNone(secrets: Iterable<string>, text: string, where: string): void {
  for (const secret of secrets) {
    for (const form of formsOf(secret)) {
      const at = text.indexOf(form);
      const around = text.slice(Math.max(0, at - 100), at + 100);
      assert(at < 0, `${where} holds a secret as ${JSON.stringify(form)}: …${around}…`);
    }
  }
}
