import type { Texts } from '../../kernel/text/text.ts'
import { workspaceDe } from './workspace.text.de.ts'
import { workspaceEn } from './workspace.text.en.ts'

export const workspaceText: Texts<typeof workspaceDe> = { de: workspaceDe, en: workspaceEn }
