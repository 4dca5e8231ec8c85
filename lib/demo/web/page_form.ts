import { escapeHtml } from "../python/html_text.ts";

/** The REST framework lists no more than these objects in a select. */
const OPTION_LIMIT = 1000;

/** An option of a select. */
export interface FormOption {
  readonly value: number | "";
  readonly label: string;
}

/** The empty option of a field that need not be filled. */
export const EMPTY_OPTION: FormOption = { value: "", label: "--------" };

/** A select of the browsable page; after 1,000 options it only says that there are more. */
export function pageSelect(label: string, name: string, options: readonly FormOption[]): string {
  const empty = options[0]?.value === "" ? [EMPTY_OPTION] : [];
  const real = options.slice(empty.length);
  const rows = [
    ...empty.map(() => `<option value="" selected>--------</option>`),
    ...real.slice(0, OPTION_LIMIT).map((option) =>
      `<option value="${option.value}"  >${escapeHtml(option.label)}</option>`
    ),
    ...(real.length > OPTION_LIMIT
      ? [`<option value="n/a" disabled >More than ${OPTION_LIMIT} items...</option>`]
      : []),
  ];
  return formGroup(
    label,
    `<select class="form-control" name="${name}">\n${rows.join("\n")}\n</select>`,
  );
}

/** An input of the browsable page. */
export function pageInput(label: string, name: string, type: string): string {
  if (type === "checkbox") {
    return formGroup(label, `<input type="checkbox" name="${name}" value="true" >`);
  }
  return formGroup(label, `<input name="${name}" class="form-control" type="${type}"  value="" >`);
}

/** A text area of the browsable page. */
export function pageTextArea(label: string, name: string): string {
  return formGroup(label, `<textarea name="${name}" class="form-control"  ></textarea>`);
}

function formGroup(label: string, control: string): string {
  return `<div class="form-group">
  <label class="col-sm-2 control-label ">
    ${escapeHtml(label)}
  </label>
  <div class="col-sm-10">
    ${control}
  </div>
</div>`;
}
