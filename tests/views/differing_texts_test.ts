import assert from "node:assert/strict";
import fc from "fast-check";
import { differingTexts } from "../../lib/views/differing_texts.ts";

Deno.test("differingTexts() shows short texts as they are, on one line", () => {
  assert.deepEqual(differingTexts("Asked\nfor", "Stored"), ["Asked for", "Stored"]);
  assert.deepEqual(differingTexts("Text", ""), ["Text", ""]);
});

Deno.test("differingTexts() shows white space where only that differs", () => {
  assert.deepEqual(differingTexts("a\nb", "a\n\nb"), ["a\\nb", "a\\n\\nb"]);
  assert.deepEqual(differingTexts("a  b", "a b"), ["a  b", "a b"]);
});

Deno.test("differingTexts() tells the lengths where nothing visible differs", () => {
  assert.deepEqual(differingTexts("a\u200bb", "ab"), ["ab (3 characters)", "ab (2 characters)"]);
});

Deno.test("differingTexts() begins shortly before a difference that is far inside", () => {
  const [asked, stored] = differingTexts(
    `${"x".repeat(5_000)}A${"y".repeat(900)}`,
    "x".repeat(5_000),
  );
  assert.equal(asked, `…${"x".repeat(40)}A${"y".repeat(259)}… (5901 characters)`);
  assert.equal(stored, `…${"x".repeat(40)} (5000 characters)`);
});

Deno.test("differingTexts() begins at the beginning up to a difference that is near it", () => {
  const [near, far] = [259, 260].map((place) => `${"x".repeat(place)}A${"y".repeat(300)}`);
  assert.equal(differingTexts(near ?? "", "x")[0].slice(0, 2), "xx");
  const [asked] = differingTexts(near ?? "", "x".repeat(259));
  assert.equal(asked, `${"x".repeat(259)}A${"y".repeat(40)}… (560 characters)`);
  const [cut] = differingTexts(far ?? "", "x".repeat(260));
  assert.equal(cut, `…${"x".repeat(40)}A${"y".repeat(259)}… (561 characters)`);
});

Deno.test("differingTexts() tells each length where white space differs far inside", () => {
  const [asked, stored] = differingTexts(`${"x".repeat(400)}\n`, `${"x".repeat(400)}\n\n`);
  assert.match(asked, /^…x+\\n \(401 characters\)$/);
  assert.match(stored, /^…x+\\n\\n \(402 characters\)$/);
});

Deno.test("differingTexts() differ, are one line, and are short, whatever the texts", () => {
  const text = fc.string({ unit: "binary", maxLength: 900 });
  fc.assert(fc.property(fc.string({ maxLength: 900 }), text, text, (same, first, second) => {
    fc.pre(first !== second);
    const shown = differingTexts(same + first, same + second);
    const areToldApart = shown[0] !== shown[1] || first.length === second.length;
    assert.ok(areToldApart, shown.join(" | "));
    for (const one of shown) {
      assert.ok(one.length <= 330);
      assert.ok(!one.includes("\n"));
      assert.ok(one.isWellFormed());
    }
  }));
});
