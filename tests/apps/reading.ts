/** Least contrast of text, WCAG 2.2, 1.4.3. */
const LEAST_CONTRAST = 4.5;

/** An expression that names each visible text of a view whose contrast to its ground is too small. */
export const faintTexts = `(() => {
  const parse = (color) => color.match(/[\\d.]+/g).map(Number);
  const over = ([r, g, b, a = 1], under) => [r, g, b].map((part, i) => part * a + under[i] * (1 - a));
  const groundOf = (node) => node === null ? [255, 255, 255]
    : over(parse(getComputedStyle(node).backgroundColor), groundOf(node.parentElement));
  const light = (color) => {
    const [r, g, b] = color.map((part) => part / 255)
      .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const faint = [];
  while (walker.nextNode()) {
    const { parentElement: holder, data } = walker.currentNode;
    if (!data.trim() || !holder.checkVisibility() || holder.closest("script, .heard, :disabled")) continue;
    const ground = groundOf(holder);
    const [one, other] = [light(over(parse(getComputedStyle(holder).color), ground)), light(ground)];
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (contrast < ${LEAST_CONTRAST}) faint.push(data.slice(0, 40) + ": " + contrast.toFixed(2));
  }
  return faint;
})()`;

/** An expression that names what reaches over the right or left edge of a view, and is not cut by design. */
export const cutElements = `[...document.querySelectorAll("body *")].filter((one) => {
  const { left, right, width } = one.getBoundingClientRect();
  const isCut = (holder) => holder !== null && holder !== document.body &&
    (getComputedStyle(holder).overflowX !== "visible" || isCut(holder.parentElement));
  return width > 1 && (left < -1 || right > innerWidth + 1) && !isCut(one.parentElement);
}).map((one) => one.tagName + "." + one.className + ": " + one.innerText.slice(0, 40))`;

/** An expression that names each button and heading of a view that has no words. */
export const namelessElements = `[...document.querySelectorAll("button, h1, h2, h3, th, img")]
  .filter((one) => !(one.innerText || one.alt || "").trim()).map((one) => one.outerHTML)`;
