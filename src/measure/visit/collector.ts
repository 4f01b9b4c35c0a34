import { hash } from 'node:crypto'
import type { App } from '../../kernel/app.ts'
import { dayAt } from '../../kernel/calendar.ts'
import { groupCommit } from './groupCommit.ts'
import { siteOf, type Site } from './site.store.ts'
import { isAllowedHost, type Hit } from './visit.rules.ts'
import { ensureMonth, keepViews, saltOf, type ArrivingView } from './visit.store.ts'

/** Who sent a page view; held in memory for one hash and nowhere else. */
type Sender = { address: string; userAgent: string }

export type Collector = {
  /** Keeps a page view; fulfilled when it is committed. Answers why it is not counted, null when it is. */
  collect(workspaceId: string, hit: Hit, sender: Sender): Promise<NotCounted | null>
}
type NotCounted = 'unknown_site' | 'switched_off' | 'other_host'

// Changed settings of a site hold after this time at the latest.
const siteCacheMs = 5_000

/** The one collector of a process. Page views of all workspaces share commits. */
export function openCollector(app: App): Collector {
  const sites = new Map<string, { site: Site | null; readAt: number }>()
  const months = new Set<string>()
  const dayNow = dayKeeper()
  let salt: { day: string; bytes: Promise<Buffer> } | null = null

  const siteNow = async (workspaceId: string): Promise<Site | null> => {
    const now = app.clock.now().getTime()
    const cached = sites.get(workspaceId)
    if (cached && now - cached.readAt < siteCacheMs) return cached.site
    // Keys are public, anybody can invent them: the cache must not grow with them.
    if (sites.size > 10_000) sites.clear()
    const site = await app.database.inWorkspace(workspaceId, (db) => siteOf(db, workspaceId), {
      readOnly: true,
    })
    sites.set(workspaceId, { site, readAt: now })
    return site
  }

  const saltNow = (at: Date): Promise<Buffer> => {
    const day = at.toISOString().slice(0, 10)
    if (salt?.day !== day) {
      const bytes = app.database.asSystem((db) => saltOf(db, day))
      salt = { day, bytes }
      // A failed draw must not stay: the next page view tries again.
      bytes.catch(() => {
        if (salt?.bytes === bytes) salt = null
      })
    }
    return salt.bytes
  }

  const keep = groupCommit<ArrivingView>(async (views) => {
    const missing = views.find(({ at }) => !months.has(monthOf(at)))
    if (missing) await app.database.asSystem((db) => ensureMonth(db, missing.at))
    await keepViews(app.database.pool, views)
    if (missing) months.add(monthOf(missing.at))
  })

  return {
    collect: async (workspaceId, hit, sender) => {
      const site = await siteNow(workspaceId)
      if (site === null) return 'unknown_site'
      if (!site.isCounting) return 'switched_off'
      if (!isAllowedHost(hit.host, site.allowedHosts)) return 'other_host'
      const at = app.clock.now()
      const visitor = visitorOf(await saltNow(at), workspaceId, sender)
      await keep({ ...hit, workspaceId, at, day: dayNow(at, site.zone), visitor })
      return null
    },
  }
}

// Days of all zones change at a full quarter of an hour: within one, a zone is asked once.
function dayKeeper(): (at: Date, zone: string) => string {
  const quarterMs = 15 * 60_000
  const days = new Map<string, string>()
  let quarter = 0
  return (at, zone) => {
    const present = Math.floor(at.getTime() / quarterMs)
    if (present !== quarter) days.clear()
    quarter = present
    const day = days.get(zone) ?? dayAt(at, zone)
    days.set(zone, day)
    return day
  }
}

const monthOf = (at: Date) => at.toISOString().slice(0, 7)

// 48 bits: a number JavaScript holds exactly. Two of 100,000 visitors of a day meet with a chance of 1 in 50,000.
function visitorOf(salt: Buffer, workspaceId: string, { address, userAgent }: Sender): number {
  const digest = hash('sha256', `${salt.toString('base64')} ${workspaceId} ${address} ${userAgent}`, 'buffer')
  return digest.readUIntBE(0, 6)
}
