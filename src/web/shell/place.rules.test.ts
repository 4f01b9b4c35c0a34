import { expect, test } from 'vitest'
import { navigation } from '../navigation.ts'
import { placeOf } from './place.rules.ts'

test.each([
  ['/today', 'today', '/today'],
  ['/plan', 'plan', '/plan'],
  ['/plan/import', 'plan', '/plan/import'],
  ['/pieces/01a2', 'plan', null],
  ['/publish/channels', 'publish', '/publish/channels'],
  ['/manage/members', 'manage', '/manage/members'],
  ['/planning', null, null],
  ['', null, null],
])('%s lies in %s', (path, word, page) => expect(placeOf(navigation, path)).toEqual({ word, page }))
