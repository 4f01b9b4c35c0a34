import type { Config } from '../config.ts'
import type { App } from '../kernel/app.ts'
import { StartFailure } from '../kernel/startFailure.ts'
import { createUser, createWorkspace, demoWorkspaces, eraseDemo } from '../manage/index.ts'
import { addressOf, company, people, type PersonKey } from './demo/company.ts'
import { play, type Cast } from './demo/play.ts'
import { stageOf } from './demo/stage.ts'
import { onApp } from './user.ts'

/** `leitstand demo`: fills a workspace with a made-up company, or with `--remove` deletes it. */
export function demo(config: Config, isRemoval: boolean): Promise<void> {
  return onApp(config, isRemoval ? remove : fill)
}

async function remove(app: App): Promise<void> {
  const found = await demoWorkspaces(app)
  if (found.length === 0) throw new StartFailure('There is no demo workspace.')
  for (const { id } of found) await eraseDemo(app, id)
  process.stdout.write('The demo workspace and its made-up people are deleted.\n')
}

async function fill(app: App): Promise<void> {
  const [present] = await demoWorkspaces(app)
  if (present) {
    throw new StartFailure(
      `There is a demo workspace already: ${app.settings.publicUrl}/w/${present.slug}. leitstand demo --remove deletes it.`,
    )
  }
  process.stdout.write('Eight weeks of a made-up company are being played, this takes half a minute …\n')
  const { userId, link } = await firstAccount(app)
  const workspace = await app.database.asSystem(async (db) => {
    const owner = await db
      .selectFrom('identity.user')
      .select('name')
      .where('id', '=', userId)
      .executeTakeFirstOrThrow()
    const wanted = { name: company.name, zone: company.zone, language: 'de', isDemo: true } as const
    return createWorkspace({ db, now: app.clock.now() }, wanted, { userId, name: owner.name })
  })
  try {
    const stage = stageOf(app, workspace.id)
    const cast: Partial<Cast> = { owner: await stage.memberOf(userId) }
    for (const [key, person] of Object.entries(people) as [PersonKey, (typeof people)[PersonKey]][]) {
      const account = await createUser(app, { email: addressOf(key), ...person, workspace: workspace.slug })
      cast[key] = await stage.memberOf(account.userId)
    }
    const count = await play(stage, cast as Cast)
    process.stdout.write(
      `${count} pieces of ${company.name}: ${app.settings.publicUrl}/w/${workspace.slug}\n`,
    )
  } catch (error) {
    await eraseDemo(app, workspace.id)
    throw error
  }
  if (link !== null) process.stdout.write(`Set a password here, within 30 minutes, and sign in:\n${link}\n`)
}

/** The oldest account; in an installation without any a new one, with the link to its password. */
async function firstAccount(app: App): Promise<{ userId: string; link: string | null }> {
  const oldest = await app.database.asSystem((db) =>
    db.selectFrom('identity.user').select('id').orderBy('createdAt').limit(1).executeTakeFirst(),
  )
  return oldest
    ? { userId: oldest.id, link: null }
    : createUser(app, { email: `leitung@${company.host.replace('www.', '')}`, name: 'Demo-Leitung' })
}
