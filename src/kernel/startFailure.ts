/** sysexits.h EX_CONFIG: starting again changes nothing until a person does. */
export const exitConfiguration = 78

/**
 * A reason not to start that the person at the machine can mend. The message is one English sentence for standard
 * error; no stack trace is shown with it.
 */
export class StartFailure extends Error {
  readonly exitCode: number

  constructor(message: string, exitCode = 1) {
    super(message)
    this.name = 'StartFailure'
    this.exitCode = exitCode
  }
}
