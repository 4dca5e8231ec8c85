/**
 * A `{` that would open a template tag, the `}` that would end a block tag, and the hyphen of the
 * markers that django-helpdesk itself puts into a comment and then replaces.
 */
const SPECIAL = /\{(?=[{%#])|(?<=%)\}|(?<=X)-(?=HELPDESK-COMMENT-(?:END)?VERBATIM)/g;

/**
 * Writes a comment so that the server stores exactly the given text. django-helpdesk renders every
 * comment as a Django template (`update_ticket`), after wrapping each `{%` and `%}` in verbatim
 * blocks by way of two marker words, which it would also replace where the comment itself has them.
 * So each character that could begin or end something is written as a template variable that holds
 * just that character; such text contains neither tags nor markers, and a server that does not wrap
 * renders it the same.
 *
 * @param comment any text
 * @returns the text to send
 */
export function asTemplateText(comment: string): string {
  return comment.replace(SPECIAL, (character) => `{{ "${character}" }}`);
}
