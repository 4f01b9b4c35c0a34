import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { testLeitstand } from '../../kernel/testing/harness.ts'
import { publishScene } from '../testing/scene.ts'
import type { Fate } from '../testing/fakePlatform.ts'
import { publishDue } from './engine.ts'
import { publicationStates } from './publication.schema.ts'

// publishing-failures.md §9: whatever a platform does and whenever a worker dies, the world sees at most one post, the
// row comes to an end or to a person, and whatever is not well is told.

const leitstand = await testLeitstand()
const { app } = leitstand

const fates: readonly Fate[] = [
  'ok',
  'didButUnknown',
  'didNotUnknown',
  'didAndDies',
  'dies',
  'transient',
  'rateLimited',
  'rejected',
  'auth',
]
const quiet = new Set<string>(['published', 'scheduled', 'preparing', 'armed', 'committing'])

it('never two posts, nothing lost, nothing silent', { timeout: 120_000 }, async () => {
  const run = fc.asyncProperty(
    fc.array(fc.constantFrom(...fates), { maxLength: 6 }),
    fc.boolean(),
    fc.array(fc.constantFrom('ready' as const, 'dies' as const), { maxLength: 2 }),
    async (planned, conclusive, preparations) => {
      app.clock.set('2026-11-23T08:00:00+01:00')
      const scene = await publishScene(leitstand, { conclusive })
      const { platform } = scene
      const pieceId = await scene.piece()
      await scene.plan(pieceId, '09:00')
      platform.fates.push(...planned)
      platform.prepareFates.push(
        ...preparations.map((one) => (one === 'dies' ? one : { kind: 'ready' as const, warnings: [] })),
      )
      app.clock.set('2026-11-23T09:00:00+01:00')
      platform.limitUntil(new Date('2026-11-23T08:20:00Z'))
      // Eighty minutes in steps: leases run out, pauses end, the grace ends.
      for (let minute = 0; minute < 80; minute += 4) {
        const began = platform.counts.commit + platform.counts.prepare
        const working = publishDue(app, platform.connectors, { spread: () => 0 })
        // A worker that "dies" never comes back; it has then begun something.
        await Promise.race([
          working,
          vi
            .waitFor(() => expect(platform.counts.commit + platform.counts.prepare).toBeGreaterThan(began))
            .then(
              () => new Promise((resolve) => setImmediate(resolve)),
              () => working,
            ),
        ])
        await settled(scene)
        app.clock.forward(240_000)
      }
      const { state } = await scene.read(pieceId)
      expect(platform.world.length).toBeLessThanOrEqual(1)
      expect(publicationStates).toContain(state)
      if (state === 'published') expect(platform.world).toHaveLength(1)
      else {
        expect(quiet.has(state)).toBe(false)
        expect(await scene.notifications()).not.toEqual([])
      }
      await forget()
    },
  )
  await fc.assert(run, { numRuns: 12, seed: 20261123 })
})

/** Waits until the worker of this step wrote what it had to write, or is dead in the platform's hands. */
async function settled(scene: Awaited<ReturnType<typeof publishScene>>): Promise<void> {
  let before = ''
  await vi.waitFor(
    async () => {
      const now = await scene.inside((call) =>
        call.db
          .selectFrom('publish.publication')
          .select(['state', 'version', 'leaseToken', 'attempt'])
          .where('workspaceId', '=', scene.id)
          .execute(),
      )
      const seen = JSON.stringify(now)
      const same = seen === before
      before = seen
      expect(same).toBe(true)
    },
    { interval: 15 },
  )
}

function forget() {
  return app.database.asSystem((db) =>
    db
      .updateTable('publish.publication')
      .set({ nextAt: null, leaseToken: null, leaseUntil: null, leaseOwner: null })
      .execute(),
  )
}
