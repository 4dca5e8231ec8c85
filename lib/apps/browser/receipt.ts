import { contentOf } from "./base/host.ts";
import { Stage } from "./base/stage.ts";
import { type ReceiptAnswer, receiptPage } from "./receipt_page.ts";

new Stage("receipt", (answer, stage, given) => {
  return receiptPage(contentOf<ReceiptAnswer>(answer), stage, given);
});
