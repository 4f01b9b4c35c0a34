import { describe, expect, it } from 'vitest'
import { freeSlug, slugOf, whyNotCreateWorkspace } from './workspace.rules.ts'
import { Slug } from './workspace.schema.ts'

describe('short names', () => {
  it.each([
    ['Müller & Söhne GmbH', 'mueller-soehne-gmbh'],
    ['  Straße 7 ', 'strasse-7'],
    ['Café Öñé', 'cafe-oene'],
    ['李小龙', 'leitstand'],
    ['x'.repeat(120), 'x'.repeat(40)],
    [`${'x'.repeat(39)} y`, 'x'.repeat(39)],
  ])('%s → %s', (name, slug) => {
    expect(slugOf(name)).toBe(slug)
    expect(Slug.safeParse(slug).success).toBe(true)
  })
  it('takes the first free number', () => {
    expect(freeSlug('a', new Set(['a', 'a-2', 'a-4']))).toBe('a-3')
    expect(freeSlug('a', new Set())).toBe('a')
  })
})

describe('who may open a workspace', () => {
  it('is for leaders', () => {
    expect(whyNotCreateWorkspace(['author', 'manager'])).toBeNull()
    expect(whyNotCreateWorkspace(['editor', 'viewer'])).toBe('workspace.leaders_only')
    expect(whyNotCreateWorkspace([])).toBe('workspace.leaders_only')
    expect(whyNotCreateWorkspace([], true)).toBeNull()
  })
})
