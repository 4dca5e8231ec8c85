/** The C1 controls that start a sequence; `ESC` and the same letter less 0x40 does so too. */
const DEVICE_CONTROL_STRING = 0x90;
const START_OF_STRING = 0x98;
const CONTROL_SEQUENCE_INTRODUCER = 0x9b;
const STRING_TERMINATOR = 0x9c;
const OPERATING_SYSTEM_COMMAND = 0x9d;
const PRIVACY_MESSAGE = 0x9e;
const APPLICATION_PROGRAM_COMMAND = 0x9f;
const ESCAPE = 0x1b;
const BELL = 0x07;

/**
 * Finds the end of a terminal's control sequence (ECMA-48 section 5, and xterm's strings that end
 * with BEL). A string without its terminator counts as its introducer alone, so that a stray one
 * cannot hide the text behind it; one never goes beyond the next control character, line ends
 * included, so that finding the ends of many takes linear time.
 *
 * @param text the text with a control character at `index`
 * @returns the index behind the sequence, or behind the one character when it starts none
 */
export function endOfTerminalSequence(text: string, index: number): number {
  const first = text.charCodeAt(index);
  if (first !== ESCAPE) return endAfterIntroducer(text, index + 1, first);
  const second = text.charCodeAt(index + 1);
  if (second >= 0x40 && second <= 0x5f) return endAfterIntroducer(text, index + 2, second + 0x40);
  if (second >= 0x30 && second <= 0x7e) return index + 2;
  const end = skip(text, index + 1, 0x20, 0x2f);
  return end === index + 1 ? end : skipOne(text, end, 0x30, 0x7e);
}

function endAfterIntroducer(text: string, index: number, introducer: number): number {
  switch (introducer) {
    case CONTROL_SEQUENCE_INTRODUCER: {
      const parameters = skip(text, index, 0x30, 0x3f);
      return skipOne(text, skip(text, parameters, 0x20, 0x2f), 0x40, 0x7e);
    }
    case DEVICE_CONTROL_STRING:
    case START_OF_STRING:
    case OPERATING_SYSTEM_COMMAND:
    case PRIVACY_MESSAGE:
    case APPLICATION_PROGRAM_COMMAND:
      return endOfString(text, index);
    default:
      return index;
  }
}

function endOfString(text: string, start: number): number {
  let index = start;
  while (index < text.length && !isControl(text.charCodeAt(index))) index++;
  const code = text.charCodeAt(index);
  if (code === BELL || code === STRING_TERMINATOR) return index + 1;
  if (code === ESCAPE && text[index + 1] === "\\") return index + 2;
  return start;
}

function isControl(code: number): boolean {
  return code < 0x20 || (code >= 0x7f && code <= 0x9f);
}

function skip(text: string, start: number, low: number, high: number): number {
  let index = start;
  while (text.charCodeAt(index) >= low && text.charCodeAt(index) <= high) index++;
  return index;
}

function skipOne(text: string, index: number, low: number, high: number): number {
  const code = text.charCodeAt(index);
  return code >= low && code <= high ? index + 1 : index;
}
