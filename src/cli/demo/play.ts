import { addDays, dayAt, resolveSlot, type Day } from '../../kernel/calendar.ts'
import { api } from '../../composition.ts'
import { slugOf, treeOf } from './text.ts'
import { readersOf, type Reading } from './readers.ts'
import type { Actor, Stage } from './stage.ts'
import { campaigns, channels, company, domain, pieces } from './company.ts'
import type { CampaignKey, ChannelKey, DemoPiece, PersonKey } from './company.ts'

export type Cast = Record<PersonKey, Actor> & { owner: Actor }

type Scene = {
  stage: Stage
  cast: Cast
  today: Day
  channelIds: Record<ChannelKey, string>
  campaignIds: Record<CampaignKey, string>
}
/** Something that happens at its time. Steps of one time keep their order. */
type Step = { at: Date; run(): Promise<void> }

/** Plays the weeks before today: plans, writes, asks, publishes, reads. Answers how many pieces there are. */
export async function play(stage: Stage, cast: Cast): Promise<number> {
  const now = stage.clock.now()
  const today = dayAt(now, company.zone)
  stage.clock.set(at(addDays(today, -62), '09:00'))
  const scene: Scene = { stage, cast, today, ...(await furnish(stage, cast, today)) }
  const readings: Reading[] = []
  const steps = pieces.flatMap((piece) => stepsOf(scene, piece, readings))
  steps.sort((a, b) => a.at.getTime() - b.at.getTime())

  for (let day = addDays(today, -61); day <= today; day = addDays(day, 1)) {
    while (steps[0] && dayAt(steps[0].at, company.zone) <= day) {
      const [step] = steps.splice(0, 1)
      // What the days before would have been moves to the beginning; what is still ahead today happens now.
      if (step && step.at <= now) stage.clock.set(step.at)
      await step?.run()
    }
    const noon = at(day, '12:00')
    stage.clock.set(noon < now ? noon : now)
    await readersOf(stage, cast.owner, readings, day)
  }
  return pieces.length
}

function at(day: Day, time: string): Date {
  return resolveSlot({ date: day, time, zone: company.zone }).instant
}

async function furnish(stage: Stage, cast: Cast, today: Day) {
  const channelIds = {} as Record<ChannelKey, string>
  for (const [key, channel] of Object.entries(channels) as [ChannelKey, (typeof channels)[ChannelKey]][])
    channelIds[key] = (await stage.as(cast.jonna, api.publish.channel.createManual, channel)).id
  const campaignIds = {} as Record<CampaignKey, string>
  for (const [key, campaign] of Object.entries(campaigns) as [
    CampaignKey,
    (typeof campaigns)[CampaignKey],
  ][]) {
    const { name, colour, from, to } = campaign
    const span = { startsOn: addDays(today, from), endsOn: addDays(today, to) }
    campaignIds[key] = (await stage.as(cast.jonna, api.plan.campaign.create, { name, colour, ...span })).id
  }
  return { channelIds, campaignIds }
}

/** The working day that a distance from today falls on: weekends move to Monday. Today stays today. */
function workday(today: Day, distance: number): Day {
  const day = addDays(today, distance)
  const { dayOfWeek } = Temporal.PlainDate.from(day)
  return distance === 0 || dayOfWeek < 6 ? day : addDays(day, 8 - dayOfWeek)
}

function stepsOf(scene: Scene, piece: DemoPiece, readings: Reading[]): Step[] {
  const { stage, cast, today } = scene
  const plannedOn = piece.day === null ? null : workday(today, piece.day)
  const time = piece.time ?? '09:00'
  // Work on a piece begins two weeks before its day; what is far ahead or has no day began last week.
  const begin = addDays(today, Math.min(piece.day === null ? -6 : piece.day - 14, -6))
  const author = cast[piece.author ?? 'mats']
  let pieceId = ''
  const after = (days: number, hour: string, run: () => Promise<void>): Step => ({
    at: at(addDays(begin, days), hour),
    run,
  })

  const steps: Step[] = [
    after(0, '10:00', async () => {
      pieceId = await createPiece(scene, piece, plannedOn)
    }),
  ]
  if (piece.costs) steps.push(after(1, '11:00', () => enterCosts(scene, piece, pieceId)))
  if (piece.text) steps.push(after(2, '14:00', () => write(stage, author, piece, pieceId)))
  const hasPlace = ['asked', 'guest', 'sent_back', 'scheduled', 'published'].includes(piece.stage)
  if (!hasPlace || plannedOn === null) return steps

  const publications = new Map<ChannelKey, { id: string; version: number }>()
  steps.push(
    after(3, '09:30', () => planPublications(scene, piece, { pieceId, plannedOn, time }, publications)),
    after(3, '16:00', () => askAndDecide(scene, piece, pieceId, author)),
  )
  if (piece.stage === 'published')
    steps.push({
      at: at(plannedOn, time),
      run: async () => {
        readings.push(...(await publish(scene, piece, pieceId, publications, plannedOn)))
      },
    })
  return steps
}

async function createPiece({ stage, cast, campaignIds }: Scene, piece: DemoPiece, plannedOn: Day | null) {
  const { title, format, goal, note, time, campaign, author, stage: status } = piece
  const isEarly = status === 'idea' || status === 'backlog' || status === 'briefing'
  const created = await stage.as(cast.jonna, api.plan.piece.create, {
    ...{ title, format, plannedOn, goal, note },
    status: isEarly ? status : 'in_progress',
    plannedTime: plannedOn === null ? null : (time ?? null),
    channelWords: piece.channels.map((key) => channels[key].name),
    ...(author ? { ownerMemberId: cast[author].memberId } : {}),
    ...(campaign ? { campaignId: campaignIds[campaign] } : {}),
    ...(plannedOn ? { dueOn: addDays(plannedOn, -3) } : {}),
  })
  return created.id
}

async function enterCosts({ stage, cast }: Scene, piece: DemoPiece, pieceId: string): Promise<void> {
  for (const { kind, label, euros, supplier } of piece.costs ?? []) {
    const line = { pieceId, kind, label, cents: euros * 100, ...(supplier ? { supplier } : {}) }
    await stage.as(cast.jonna, api.produce.cost.enter, line)
  }
}

async function write(stage: Stage, author: Actor, piece: DemoPiece, pieceId: string): Promise<void> {
  const [excerpt = ''] = piece.text ?? []
  await stage.as(author, api.produce.manuscript.save, {
    ...{ pieceId, baseVersion: 0, tree: treeOf(piece.text ?? []), headline: '', excerpt },
    ...{ slug: slugOf(piece.title), featuredAssetId: null },
  })
}

type Place = { pieceId: string; plannedOn: Day; time: string }

// What is confirmed by hand later gets its time then; what is ahead gets the time it is planned for.
async function planPublications(
  { stage, cast, channelIds }: Scene,
  piece: DemoPiece,
  { pieceId, plannedOn, time }: Place,
  publications: Map<ChannelKey, { id: string; version: number }>,
): Promise<void> {
  const slot = piece.stage === 'published' ? null : { date: plannedOn, time, zone: company.zone }
  for (const key of piece.channels) {
    const wish = { pieceId, channelId: channelIds[key], slot }
    publications.set(key, await stage.as(cast.mats, api.publish.publication.plan, wish))
  }
}

async function askAndDecide({ stage, cast }: Scene, piece: DemoPiece, pieceId: string, author: Actor) {
  const guest = { kind: 'guest', name: 'Ida Lorenz', email: `ida.lorenz@gast.${domain}` } as const
  const member = piece.stage === 'asked' ? cast.owner : cast.henrike
  const { id, hash } = await stage.as(author, api.produce.review.request, {
    pieceId,
    asked: piece.stage === 'guest' ? guest : { kind: 'member', memberId: member.memberId },
    note: 'Bitte bis morgen ansehen, danke!',
  })
  if (piece.stage === 'asked' || piece.stage === 'guest') return
  stage.clock.forward(3 * 60 * 60_000)
  await stage.as(cast.henrike, api.produce.review.decide, {
    ...{ id, hash },
    ...(piece.stage === 'sent_back'
      ? { decision: 'rejected', reason: 'Bitte die Einrichtung nennen und die Laufzeit der Aktion ergänzen.' }
      : { decision: 'approved' }),
  })
}

async function publish(
  { stage, cast }: Scene,
  piece: DemoPiece,
  pieceId: string,
  publications: ReadonlyMap<ChannelKey, { id: string }>,
  day: Day,
): Promise<Reading[]> {
  const article = `https://${company.host}/magazin/${slugOf(piece.title)}`
  const isOnline = piece.channels[0] === 'blog'
  const readings: Reading[] = []
  const present = await stage.as(cast.mats, api.publish.publication.ofPiece, { pieceId })
  for (const [key, { id }] of publications) {
    const version = present.find((publication) => publication.id === id)?.version ?? 1
    const url = key === 'blog' ? article : null
    const confirmed = await stage.as(cast.mats, api.publish.publication.confirmManual, { id, version, url })
    if (!isOnline) continue
    if (key !== 'blog')
      await stage.as(cast.mats, api.publish.publication.changeTarget, { id, targetUrl: article })
    readings.push({
      channel: key,
      article,
      code: confirmed.link.code,
      since: day,
      readers: piece.readers ?? 0,
    })
  }
  return readings
}
