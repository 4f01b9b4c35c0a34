import type { Texts } from '../kernel/text/text.ts'
import { outboxDe } from './outbox/outbox.text.de.ts'
import { outboxEn } from './outbox/outbox.text.en.ts'
import { memberDe } from './person/member.text.de.ts'
import { memberEn } from './person/member.text.en.ts'
import { personDe } from './person/person.text.de.ts'
import { personEn } from './person/person.text.en.ts'
import { workspaceDe } from './workspace/workspace.text.de.ts'
import { workspaceEn } from './workspace/workspace.text.en.ts'

const de = { ...personDe.refusal, ...memberDe.refusal, ...workspaceDe.refusal, ...outboxDe.refusal }
const en = { ...personEn.refusal, ...memberEn.refusal, ...workspaceEn.refusal, ...outboxEn.refusal }

/** What the refusals of this slice say, by code. */
export const refusalText: Texts<typeof de> = { de, en }
