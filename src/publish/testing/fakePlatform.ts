import type { ChannelContent, Committed, Connector, Prepared } from '../channel/port.ts'

/** What the next commit meets (publishing-failures.md §9). */
export type Fate =
  | 'ok'
  /** It went out, the answer was lost. */
  | 'didButUnknown'
  /** It did not go out, nobody knows. */
  | 'didNotUnknown'
  /** It went out, and the worker dies before it can write anything. */
  | 'didAndDies'
  /** The worker dies before the request leaves. */
  | 'dies'
  | 'transient'
  | 'auth'
  | 'rejected'
  | 'duplicate'
  | 'rateLimited'

/** A platform in memory: what the world can see, and a connector that behaves as told. */
export function fakePlatform({ conclusive = true, kind = 'wordpress' } = {}) {
  const world: { mark: string; title: string; at: number }[] = []
  const fates: Fate[] = []
  const prepareFates: (Prepared | 'dies')[] = []
  const counts = { prepare: 0, commit: 0, reconcile: 0, update: 0 }
  let running = 0
  let mostAtOnce = 0
  let retryAt = new Date(0)
  let beforeCommit: (() => Promise<void>) | null = null
  const never = new Promise<never>(() => {})
  const liveAt = (content: ChannelContent) => ({
    kind: 'live' as const,
    remoteId: content.mark,
    url: `https://blog.beispiel.test/${content.slug}/`,
    warnings: [],
  })
  const goOut = (content: ChannelContent) =>
    world.push({ mark: content.mark, title: content.title, at: world.length })

  const meet = async (content: ChannelContent): Promise<Committed> => {
    switch (fates.shift() ?? 'ok') {
      case 'ok':
        goOut(content)
        return liveAt(content)
      case 'didButUnknown':
        goOut(content)
        return { kind: 'unknown', key: 'wordpress.no_answer' }
      case 'didNotUnknown':
        return { kind: 'unknown', key: 'wordpress.no_reliable_answer' }
      case 'didAndDies':
        goOut(content)
        return never
      case 'dies':
        return never
      case 'transient':
        return { kind: 'transient', key: 'wordpress.unreachable' }
      case 'auth':
        return { kind: 'auth', key: 'wordpress.password_refused' }
      case 'rejected':
        return {
          kind: 'rejected',
          reason: 'validation',
          key: 'wordpress.invalid',
          params: { fields: 'slug' },
        }
      case 'duplicate':
        return { kind: 'rejected', reason: 'duplicate', key: 'wordpress.refused' }
      case 'rateLimited':
        return { kind: 'rate_limited', key: 'wordpress.too_many_requests', retryAt }
    }
  }

  const connector: Connector = {
    kind,
    limits: {
      titleLength: null,
      textLength: null,
      excerptLength: null,
      slugLength: null,
      images: null,
      imageBytes: null,
      imageTypes: [],
    },
    connect: async ({ address }) => ({
      ok: true,
      findings: [],
      account: {
        address,
        endpoint: `${address}/wp-json/`,
        accountId: '1',
        accountName: 'Redaktion',
        siteName: 'Blog',
        lockKey: address,
        roles: ['editor'],
      },
    }),
    categories: async () => [{ id: '4', name: 'Ratgeber', parentId: null }],
    validate: (content) =>
      content.html === '' ? [{ severity: 'stops', key: 'wordpress.text_missing' }] : [],
    prepare: async (_session, content, _previous, save) => {
      counts.prepare += 1
      await save({ draft: content.mark })
      const fate = prepareFates.shift()
      if (fate === 'dies') return never
      return fate ?? { kind: 'ready', warnings: [] }
    },
    commit: async (_session, content) => {
      counts.commit += 1
      running += 1
      mostAtOnce = Math.max(mostAtOnce, running)
      try {
        await beforeCommit?.()
        return await meet(content)
      } finally {
        running -= 1
      }
    },
    reconcile: async (_session, content) => {
      counts.reconcile += 1
      const seen = world.some((post) => post.mark === content.mark)
      if (seen) return { found: true, ...liveAt(content) }
      return { found: false, conclusive, key: 'wordpress.still_draft' }
    },
    update: async (_session, content) => {
      counts.update += 1
      for (const post of world) if (post.mark === content.mark) post.title = content.title
      return liveAt(content)
    },
  }
  return {
    connector,
    connectors: new Map([[kind, connector]]),
    world,
    fates,
    prepareFates,
    counts,
    mostAtOnce: () => mostAtOnce,
    limitUntil: (at: Date) => {
      retryAt = at
    },
    onCommit: (hook: () => Promise<void>) => {
      beforeCommit = hook
    },
  }
}
