import { expect, test } from 'vitest'
import { refusalOfDatabase } from '../../kernel/db/databaseRefusal.ts'
import { testLeitstand } from '../../kernel/testing/harness.ts'
import { campaignApi } from './campaign.procedures.ts'

const { workspace } = await testLeitstand()

test('a campaign gets its name in links, is changed and archived', async () => {
  const { owner, audit } = await workspace()
  const made = await owner.call(campaignApi.create, { name: 'Frühling 2027', startsOn: '2027-03-01' })
  expect(made).toMatchObject({ utmName: 'fruehling-2027', colour: 'blue', isArchived: false, version: 1 })
  const changed = await owner.call(campaignApi.change, {
    id: made.id,
    version: 1,
    endsOn: '2027-05-31',
    colour: 'green',
  })
  expect(changed).toMatchObject({ name: 'Frühling 2027', endsOn: '2027-05-31', version: 2 })
  await owner.call(campaignApi.archive, { id: made.id, version: 2 })
  expect((await owner.call(campaignApi.list, {})).campaigns).toEqual([])
  expect((await owner.call(campaignApi.list, { withArchived: true })).campaigns).toHaveLength(1)
  await owner.call(campaignApi.unarchive, { id: made.id, version: 3 })
  expect((await owner.call(campaignApi.list, {})).campaigns).toHaveLength(1)
  expect(await audit(made.id)).toEqual([
    'campaign.create',
    'campaign.change',
    'campaign.archive',
    'campaign.unarchive',
  ])
})

test('what does not fit is refused', async () => {
  const { owner } = await workspace()
  const made = await owner.call(campaignApi.create, { name: 'Messe', startsOn: '2027-03-01' })
  await owner.refuses(
    campaignApi.create,
    { name: 'x', startsOn: '2027-03-02', endsOn: '2027-03-01' },
    'campaign.ends_before_start',
  )
  await owner.refuses(
    campaignApi.change,
    { id: made.id, version: 1, endsOn: '2027-02-01' },
    'campaign.ends_before_start',
  )
  await owner.refuses(campaignApi.change, { id: made.id, version: 7, name: 'Neu' }, 'campaign.stale')
  for (const name of ['MESSE', 'Messe!']) {
    const error = await owner.call(campaignApi.create, { name }).catch((thrown: unknown) => thrown)
    const code = name === 'MESSE' ? /campaign\.(name|utm_name)_taken/ : /campaign\.utm_name_taken/
    expect(refusalOfDatabase(error)?.code).toMatch(code)
  }
})

test('another workspace’s campaign is not there', async () => {
  const { owner } = await workspace()
  const foreign = await workspace('Anderes Haus')
  const made = await foreign.owner.call(campaignApi.create, { name: 'Messe' })
  await owner.refuses(campaignApi.change, { id: made.id, version: 1, name: 'x' }, 'campaign.not_found')
  await owner.refuses(campaignApi.archive, { id: made.id, version: 1 }, 'campaign.not_found')
})
