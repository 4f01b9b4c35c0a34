import { expect, it } from 'vitest'
import { testLeitstand } from '../../kernel/testing/harness.ts'
import { planApi } from '../../plan/api.ts'
import { manuscriptProcedures } from './manuscript.procedures.ts'
import { piecesWithText } from './pieceUse.store.ts'

const { workspace } = await testLeitstand()

it('a piece with a text is in use, one without is not, nor one of another workspace', async () => {
  const { owner, inside } = await workspace()
  const [written, blank] = await Promise.all(
    ['a', 'b'].map((title) => owner.call(planApi.piece.create, { title })),
  )
  const ids = [written?.id ?? '', blank?.id ?? '']
  await owner.call(manuscriptProcedures.save, {
    pieceId: ids[0] ?? '',
    baseVersion: 0,
    tree: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Anfang' }] }] },
    headline: '',
    slug: '',
    excerpt: '',
    featuredAssetId: null,
  })
  expect(await inside((call) => piecesWithText(call, ids))).toEqual([ids[0]])
  const stranger = await workspace('Andere GmbH')
  expect(await stranger.inside((call) => piecesWithText(call, ids))).toEqual([])
})
