/** Marks the branch that a complete switch never reaches; a new union member makes it a compile error. */
export function unreachable(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`)
}
