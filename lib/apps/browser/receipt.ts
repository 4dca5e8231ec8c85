import { contentOf } from "./base/host.ts";
import { Stage } from "./base/stage.ts";
import { type ReceiptAnswer, receiptPage } from "./receipt_page.ts";
import { type ReceiptsAnswer, receiptsPage } from "./receipts_page.ts";

new Stage("receipt", (answer, stage, given) => {
  const content = contentOf<ReceiptAnswer | ReceiptsAnswer>(answer);
  return "tickets" in content ? receiptsPage(content, stage) : receiptPage(content, stage, given);
});
