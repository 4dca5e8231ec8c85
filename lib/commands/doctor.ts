import { createLog } from "../log/log.ts";
import { diagnose, diagnosisJson, diagnosisText } from "./doctor/diagnosis.ts";
import { print } from "./print.ts";
import type { DemoAccount, RunningProgram } from "./running_program.ts";
import { openWorkplace } from "./workplace.ts";

/**
 * Shows what is right and what is wrong with the setup.
 *
 * @returns the exit code: 0 when the program works with it
 */
export async function doctor(
  program: RunningProgram,
  { account, isJson, mayLogIn }: { account: DemoAccount; isJson: boolean; mayLogIn: boolean },
): Promise<number> {
  const diagnosis = await diagnose({
    workplace: () => openWorkplace(program, account),
    isEmbedded: account !== undefined,
    userAgent: `${program.name}/${program.version}`,
    mayLogIn,
    announce: (sentence) => createLog({ debug: false }).warn(sentence),
  });
  print(isJson ? diagnosisJson(diagnosis) : diagnosisText(diagnosis));
  return diagnosis.works ? 0 : 1;
}
