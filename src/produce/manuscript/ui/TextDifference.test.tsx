import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderKit } from '../../../kit/testing/render.tsx'
import { paragraphs } from '../../testing/scene.ts'
import { TextDifference } from './TextDifference.tsx'

test('words that went are struck out, words that came are marked, the rest stands', () => {
  const { container } = renderKit(
    <TextDifference from={paragraphs('Der Preis ist hoch.')} to={paragraphs('Der Preis ist fair.')} />,
  )
  expect([...container.querySelectorAll('del')].map((node) => node.textContent)).toEqual(['hoch'])
  expect([...container.querySelectorAll('ins')].map((node) => node.textContent)).toEqual(['fair'])
})

test('equal texts are called equal', () => {
  renderKit(<TextDifference from={paragraphs('Gleich')} to={paragraphs('Gleich')} />)
  expect(screen.getByText('Kein Unterschied im Text.')).toBeTruthy()
})
