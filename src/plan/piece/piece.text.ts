import type { Texts } from '../../kernel/text/text.ts'
import { pieceDe } from './piece.text.de.ts'
import { pieceEn } from './piece.text.en.ts'

export const pieceText: Texts<typeof pieceDe> = { de: pieceDe, en: pieceEn }
